"""Numbers, dates, times of day and yes or no, as French, German and English lists write them."""
