# Run at each build: writes OUTPUT, a source that tells which commit it was built from, and only when that has changed.
execute_process(COMMAND git -C ${SOURCE} describe --always --dirty --abbrev=12 --exclude=*
                OUTPUT_VARIABLE hash OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(hash unknown)
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#include "io/git_hash.h"

namespace navette {

const char* git_hash() { return "@hash@"; }

}  // namespace navette
]])
