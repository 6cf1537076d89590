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
#include <osmium/thread/pool.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/errors.h"
#include "core/input_file.h"
#include "io/osm/osm_limits.h"
#include "io/osm/osm_xml_signs.h"

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

constexpr std::size_t kMostMembers = 32'000;  // as OpenStreetMap has it

// What is made of members (rings, turns) takes more than their number of steps.
void check_members(const osmium::OSMObject& object, const std::filesystem::path& file) {
  if (object.type() != osmium::item_type::relation) return;
  const auto& members = static_cast<const osmium::Relation&>(object).members();
  const auto count = static_cast<std::size_t>(members.size());
  if (count <= kMostMembers) return;
  throw InputError{fmt::format("{}: relation {} has {} members; OpenStreetMap allows {}", file.string(), object.id(),
                               count, kMostMembers)};
}

// Runs what reads the file, and names the file in what goes wrong.
template <class Read>
void reading(const std::filesystem::path& file, Read&& read) {
  try {
    read();
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

/// Sees several versions of one object, which stand beside each other in a history.
class OneVersion {
 public:
  explicit OneVersion(const std::filesystem::path& file) : file_{file} {}
  void see(const osmium::OSMObject& object) {
    if (object.type() == type_ && object.id() == id_ && object.version() != version_) {
      throw InputError{fmt::format("{}: holds several versions of {} {}, so it is a history; needed is a plain extract",
                                   file_.string(), osmium::item_type_to_name(type_), id_)};
    }
    type_ = object.type();
    id_ = object.id();
    version_ = object.version();
  }

 private:
  const std::filesystem::path& file_;
  osmium::item_type type_ = osmium::item_type::undefined;
  osmium::object_id_type id_ = 0;
  osmium::object_version_type version_ = 0;
};

}  // namespace

void check_osm_file(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  constexpr std::array kEndings{".osm.pbf", ".osm.gz", ".osm.bz2", ".osm"};
  bool known = false;
  for (const char* ending : kEndings) known = known || ends_with(name, ending);
  std::error_code error;
  check_input_file(file);
  const bool changes = name.find(".osc") != std::string::npos;
  if (changes || name.find(".osh") != std::string::npos) {
    throw InputError{
        fmt::format("{}: is named like a file of {}; needed is a plain extract: .osm.pbf, .osm.gz, "
                    ".osm.bz2 or .osm",
                    file.string(), changes ? "changes (.osc)" : "the history of a map (.osh)")};
  }
  if (!known) {
    throw InputError{
        fmt::format("{}: is not named like an OpenStreetMap file; allowed are .osm.pbf, .osm.gz, "
                    ".osm.bz2 and .osm",
                    file.string())};
  }
  if (std::filesystem::file_size(file, error) == 0) throw InputError{fmt::format("{}: is empty", file.string())};
}

OsmFile::OsmFile(std::filesystem::path file) : file_{std::move(file)} {
  check_osm_file(file_);
  check_osm_limits(file_);
  if (ends_with(file_.string(), ".pbf")) return;
  reading(file_, [&] {
    OsmXmlSigns signs = read_osm_xml_signs(file_);
    if (!signs.problem.empty()) throw InputError{fmt::format("{}: {}", file_.string(), signs.problem)};
    deleted_ = std::move(signs.deleted);
  });
}

void OsmFile::visit(OsmKinds kinds, const std::function<void(const osmium::OSMObject&)>& visit) const {
  reading(file_, [&] {
    // Its threads end with it: the library's own pool would stay, and a process forked later wait for it for ever.
    osmium::thread::Pool threads;
    osmium::io::Reader reader{osmium::io::File{file_.string()}, bits_of(kinds), threads};
    if (reader.header().has_multiple_object_versions()) {
      throw InputError{fmt::format("{}: holds a history or changes; needed is a plain extract", file_.string())};
    }
    OneVersion versions{file_};
    while (const osmium::memory::Buffer buffer = reader.read()) {
      for (const auto& object : buffer.select<osmium::OSMObject>()) {
        versions.see(object);
        if (!object.visible()) continue;
        if (!deleted_.empty() && deleted_.contains({osmium::item_type_to_char(object.type()), object.id()})) continue;
        check_members(object, file_);
        visit(object);
      }
    }
    reader.close();
  });
}

}  // namespace navette
