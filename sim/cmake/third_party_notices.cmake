# The licences of all that is linked: THIRD-PARTY-NOTICES in the build folder, and the source that `navette --licences`
# prints. Asks Debian's packages and no network; what it cannot find it tells in the text.
set(notices_text ${CMAKE_BINARY_DIR}/THIRD-PARTY-NOTICES)
set(licences_source ${CMAKE_BINARY_DIR}/licences.cpp)
set(notices_program ${CMAKE_CURRENT_LIST_DIR}/third_party_notices.py)

set(third_parties ${cbc_libraries} ${HDF5_HL_LIBRARIES} ${HDF5_LIBRARIES} ${ZIP_LIBRARY} ${DEFLATE_LIBRARY}
                  ${OpenMP_CXX_LIBRARIES})
list(FILTER third_parties INCLUDE REGEX "^/")
# HDF5's archive names what other uses of it would want.
list(FILTER third_parties EXCLUDE REGEX "/lib(curl|dl|m|pthread)\\.")
list(REMOVE_DUPLICATES third_parties)

set(notices_options)
if(SKBUILD)
  set(notices_python ${Python_EXECUTABLE})
  set(notices_options --pip pybind11)  # its headers are in the module
else()
  find_program(notices_python python3)
endif()

if(notices_python)
  add_custom_command(
    OUTPUT ${notices_text} ${licences_source}
    COMMAND ${notices_python} ${notices_program} --text ${notices_text} --source ${licences_source}
            ${notices_options} ${third_parties}
    DEPENDS ${notices_program} ${CMAKE_CURRENT_LIST_DIR}/third_party.py ${CMAKE_CURRENT_LIST_DIR}/system-packages.txt
            ${CMAKE_CURRENT_LIST_DIR}/EPL-2.0.txt
    COMMENT "Gathering the licences of the libraries" VERBATIM)
else()
  set(text "The licences of the libraries were not gathered when this was built: there was no python3.\n")
  file(WRITE ${notices_text} ${text})
  file(CONFIGURE OUTPUT ${licences_source} @ONLY CONTENT [[
#include "command_line/licences.h"

namespace navette {

std::vector<std::string_view> licences() {
  return {"The licences of the libraries were not gathered when this was built: there was no python3.\n"};
}

}  // namespace navette
]])
endif()
