#pragma once

namespace navette {

/// The commit that the program was built from, "-dirty" behind it if the source was changed; "unknown" without git.
const char* git_hash();

}  // namespace navette
