#pragma once

namespace navette {

/// From now on Ctrl-C (SIGINT) and SIGTERM only set a flag; a second one ends the program at once.
void listen_for_interruption();

/// Whether the user asked to stop. Cheap: one atomic read.
[[nodiscard]] bool interrupted();

/// Between two steps of work. Throws Interrupted.
void stop_if_interrupted();

}  // namespace navette
