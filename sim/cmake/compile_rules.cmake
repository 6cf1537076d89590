# How every file of ours is compiled: warnings are errors, and the same arithmetic on every processor.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# A third of the time of a build from nothing. Off where files are built for users: with it, an #include that is missing
# goes unseen.
option(NAVETTE_PRECOMPILED_HEADERS "Read the headers of libraries once per target, not once per file" OFF)
if(NAVETTE_PRECOMPILED_HEADERS AND CCACHE)
  # What ccache needs to keep such files (its manual, "Precompiled headers").
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

# navette_precompile(TARGET header...): the standard library, fmt, and HEADERS.
function(navette_precompile target)
  if(NOT NAVETTE_PRECOMPILED_HEADERS)
    return()
  endif()
  target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <filesystem> <functional> <map> <memory>
                            <numeric> <optional> <set> <span> <sstream> <string> <tuple> <unordered_map> <variant>
                            <vector> <fmt/format.h> ${ARGN})
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endfunction()

add_library(navette_rules INTERFACE)
target_compile_options(navette_rules INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror
  # One rounding per operation: with fused multiply-add the last bit would depend on the processor.
  -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # gcc 12 warns of std::string's own operator+ (gcc bug 105651).
  target_compile_options(navette_rules INTERFACE -Wno-restrict)
endif()
target_include_directories(navette_rules INTERFACE ${CMAKE_SOURCE_DIR}/sim)
