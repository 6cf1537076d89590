#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/errors.h"
#include "io/scenario/tables/csv_table.h"

namespace navette {

/// The files of a GTFS feed: a folder, or a zip whose files are read in memory and never written to disk.
class FeedFiles {
 public:
  /// Throws InputError if there is no such folder or zip, the zip is damaged, or its files lie in a folder of it.
  explicit FeedFiles(const std::filesystem::path& feed);
  ~FeedFiles();
  FeedFiles(const FeedFiles&) = delete;
  FeedFiles& operator=(const FeedFiles&) = delete;

  /// Nothing if the feed has no such file ("stops.txt"). Bytes are counted as they come, since what a zip declares may
  /// lie: InputError beyond 1 GB, or if they do not agree with their checksum.
  [[nodiscard]] std::optional<CsvText> find(const std::string& name) const;
  [[nodiscard]] std::string name() const { return feed_.string(); }
  /// InputError that names what needs the file, if the feed has none.
  [[nodiscard]] CsvText need(const std::string& name, const char* what_for) const;

 private:
  struct Archive;
  std::filesystem::path feed_;
  std::unique_ptr<Archive> archive_;  // null: a folder
};

}  // namespace navette
