#pragma once

namespace navette {

/// From here on a process that gets no more memory says so and ends, exit_internal_error, whichever thread and library
/// asked for it: an exception would end a thread of another library without a word. What is half-written keeps its
/// temporary name, and the next run removes it.
void end_when_out_of_memory(bool log_as_json);

}  // namespace navette
