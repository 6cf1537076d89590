#include "io/osm/osm_file.h"

#include <fmt/format.h>

#include <array>
#include <new>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm.hpp>
#include <string>
#include <string_view>
#include <system_error>

#include "core/errors.h"

namespace navette {
namespace {

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

osmium::osm_entity_bits::type bits_of(OsmKinds kinds) {
  switch (kinds) {
    case OsmKinds::nodes:
      return osmium::osm_entity_bits::node;
    case OsmKinds::ways:
      return osmium::osm_entity_bits::way;
    case OsmKinds::relations:
      return osmium::osm_entity_bits::relation;
    case OsmKinds::ways_and_relations:
      break;
  }
  return osmium::osm_entity_bits::way | osmium::osm_entity_bits::relation;
}

}  // namespace

void check_osm_file(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  constexpr std::array kEndings{".osm.pbf", ".osm.gz", ".osm.bz2", ".osm"};
  bool known = false;
  for (const char* ending : kEndings) known = known || ends_with(name, ending);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) throw InputError{fmt::format("{}: there is no such file", file.string())};
  if (!std::filesystem::is_regular_file(file, error)) {
    throw InputError{fmt::format("{}: is not a file", file.string())};
  }
  if (!known) {
    throw InputError{
        fmt::format("{}: is not named like an OpenStreetMap file; allowed are .osm.pbf, .osm.gz, "
                    ".osm.bz2 and .osm",
                    file.string())};
  }
  if (std::filesystem::file_size(file, error) == 0) throw InputError{fmt::format("{}: is empty", file.string())};
}

void visit_osm_file(const std::filesystem::path& file, OsmKinds kinds,
                    const std::function<void(const osmium::OSMObject&)>& visit) {
  try {
    osmium::io::Reader reader{osmium::io::File{file.string()}, bits_of(kinds)};
    if (reader.header().has_multiple_object_versions()) {
      throw InputError{fmt::format("{}: holds a history or changes; needed is a plain extract", file.string())};
    }
    while (const osmium::memory::Buffer buffer = reader.read()) {
      for (const auto& object : buffer.select<osmium::OSMObject>()) {
        if (object.visible()) visit(object);
      }
    }
    reader.close();
  } catch (const InputError&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::resource_unavailable_try_again) throw std::bad_alloc{};  // no room for a thread
    throw InputError{fmt::format("{}: cannot be read as OpenStreetMap data: {}", file.string(), error.what())};
  } catch (const std::exception& error) {
    throw InputError{fmt::format("{}: cannot be read as OpenStreetMap data: {}", file.string(), error.what())};
  }
}

}  // namespace navette
