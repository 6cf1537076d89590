include(CheckCXXSourceCompiles)

# Third parties, found once. What each is for stands in docs/architecture.md.
find_package(Boost 1.74 REQUIRED)
find_package(OpenMP REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(ZLIB REQUIRED)
find_package(BZip2 REQUIRED)
find_package(EXPAT REQUIRED)
find_package(Threads REQUIRED)
# Its own configuration wants programs that Debian keeps in another package.
find_path(ZIP_INCLUDE_DIR zip.h REQUIRED)
find_library(ZIP_LIBRARY zip REQUIRED)
find_path(DEFLATE_INCLUDE_DIR libdeflate.h REQUIRED)
find_library(DEFLATE_LIBRARY deflate REQUIRED)
# Debian's shared HDF5 brings libcurl and thirty more, which take a small run's time to load. Its archive cannot go into
# Python's module, which is a shared library.
if(NOT (NAVETTE_PYTHON OR SKBUILD))
  set(HDF5_USE_STATIC_LIBRARIES ON)
endif()
# Only what is called: LEMON's templates are all that we take, and its library would bring GLPK, which is under the GPL.
add_link_options(-Wl,--as-needed)
unset(HDF5_C_LIBRARY_hdf5 CACHE)  # of a folder that was configured for the other
unset(HDF5_C_LIBRARY_hdf5_hl CACHE)
find_package(HDF5 REQUIRED COMPONENTS C HL)

# Headers that were not written for our warnings are included as system headers.
find_path(OSMIUM_INCLUDE_DIR osmium/osm.hpp REQUIRED)
add_library(navette_osmium INTERFACE)
target_include_directories(navette_osmium SYSTEM INTERFACE ${OSMIUM_INCLUDE_DIR})
target_link_libraries(navette_osmium INTERFACE ZLIB::ZLIB BZip2::BZip2 EXPAT::EXPAT Threads::Threads)

add_library(navette_zip INTERFACE)
target_include_directories(navette_zip SYSTEM INTERFACE ${ZIP_INCLUDE_DIR})
target_link_libraries(navette_zip INTERFACE ${ZIP_LIBRARY})

add_library(navette_hdf5 INTERFACE)
target_include_directories(navette_hdf5 SYSTEM INTERFACE ${HDF5_INCLUDE_DIRS})
target_compile_definitions(navette_hdf5 INTERFACE ${HDF5_DEFINITIONS})
target_link_libraries(navette_hdf5 INTERFACE ${HDF5_HL_LIBRARIES} ${HDF5_LIBRARIES})

add_library(navette_deflate INTERFACE)
target_include_directories(navette_deflate SYSTEM INTERFACE ${DEFLATE_INCLUDE_DIR})
target_link_libraries(navette_deflate INTERFACE ${DEFLATE_LIBRARY})

find_path(CBC_INCLUDE_DIR Cbc_C_Interface.h PATH_SUFFIXES coin REQUIRED)
find_library(CBC_SOLVER_LIBRARY CbcSolver REQUIRED)
set(cbc_libraries ${CBC_SOLVER_LIBRARY})
# Its shared libraries look for 15,000 names in each other at every start, which takes as long as reading the roads.
# Its archives, as HDF5's, cannot go into Python's module; where they are not to be had, or want more than these, the
# shared libraries do.
if(NOT (NAVETTE_PYTHON OR SKBUILD))
  set(archives)
  foreach(name CbcSolver Cbc Cgl OsiClp Clp Osi CoinUtils lapack blas)  # each before those it needs
    find_library(CBC_ARCHIVE_${name} lib${name}.a)
    list(APPEND archives ${CBC_ARCHIVE_${name}})
  endforeach()
  find_library(FORTRAN_RUNTIME NAMES gfortran libgfortran.so.5)
  list(APPEND archives ${FORTRAN_RUNTIME} ZLIB::ZLIB BZip2::BZip2)
  if(NOT archives MATCHES "NOTFOUND")
    set(CMAKE_REQUIRED_INCLUDES ${CBC_INCLUDE_DIR})
    set(CMAKE_REQUIRED_LIBRARIES ${archives})
    check_cxx_source_compiles("#include <Cbc_C_Interface.h>\nint main() { Cbc_deleteModel(Cbc_newModel()); }"
                              CBC_LINKS_FROM_ARCHIVES)
    unset(CMAKE_REQUIRED_INCLUDES)
    unset(CMAKE_REQUIRED_LIBRARIES)
  endif()
  if(CBC_LINKS_FROM_ARCHIVES)
    set(cbc_libraries ${archives})
  else()
    message(STATUS "COIN-OR CBC is linked from its shared libraries: every start takes some milliseconds longer")
  endif()
endif()
add_library(navette_cbc INTERFACE)
target_include_directories(navette_cbc SYSTEM INTERFACE ${CBC_INCLUDE_DIR})
target_link_libraries(navette_cbc INTERFACE ${cbc_libraries})

find_path(LEMON_INCLUDE_DIR lemon/network_simplex.h REQUIRED)
find_library(LEMON_LIBRARY lemon REQUIRED)
add_library(navette_lemon INTERFACE)
target_include_directories(navette_lemon SYSTEM INTERFACE ${LEMON_INCLUDE_DIR})
target_link_libraries(navette_lemon INTERFACE ${LEMON_LIBRARY})
