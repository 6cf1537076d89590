"""What every layer stands on: errors, texts of others, files that appear complete, progress bars."""
