#include "io/read_osm.h"

#include <fmt/format.h>

#include <array>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm.hpp>
#include <string_view>

#include "core/errors.h"
#include "io/osm_roads.h"

namespace navette::io {
namespace {

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

void check_file(const std::filesystem::path& file) {
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

TagReader tags_of(const osmium::OSMObject& object) {
  return [&tags = object.tags()](const char* key) { return tags.get_value_by_key(key); };
}

void read_way(const osmium::Way& way, const RoadRules& rules, std::vector<MappedWay>& ways) {
  const WayVerdict verdict = read_way_tags(tags_of(way), rules);
  if (!verdict.road && !verdict.dropped) return;
  MappedWay mapped{way.id(), verdict, {}};
  mapped.nodes.reserve(way.nodes().size());
  for (const auto& node : way.nodes()) mapped.nodes.push_back(node.ref());
  ways.push_back(std::move(mapped));
}

void read_relation(const osmium::Relation& relation, const RoadRules& rules,
                   std::vector<MappedRestriction>& restrictions) {
  const auto tags = read_restriction_tags(tags_of(relation), rules);
  if (!tags) return;
  MappedRestriction mapped{*tags, {}, {}, 0, {}};
  for (const auto& member : relation.members()) {
    const std::string_view role = member.role();
    const bool is_way = member.type() == osmium::item_type::way;
    if (role == "from" && is_way) mapped.from_ways.push_back(member.ref());
    if (role == "to" && is_way) mapped.to_ways.push_back(member.ref());
    if (role == "via" && is_way) ++mapped.via_ways;
    if (role == "via" && member.type() == osmium::item_type::node) mapped.via_nodes.push_back(member.ref());
  }
  restrictions.push_back(std::move(mapped));
}

void read_node(const osmium::Node& node, const RoadRules& rules, MappedNodes& nodes) {
  const std::int64_t row = nodes.find(node.id());
  if (row < 0 || !node.location().valid()) return;
  nodes[row].in_file = true;
  nodes[row].raw.place = {node.location().x(), node.location().y()};
  if (!node.tags().empty()) nodes[row].raw.barrier = is_closed_barrier(tags_of(node), rules);
}

/// Calls `visit` for every living object of the given kinds.
template <class Visit>
void for_each_object(const std::filesystem::path& file, osmium::osm_entity_bits::type kinds, Visit&& visit) {
  osmium::io::Reader reader{osmium::io::File{file.string()}, kinds};
  if (reader.header().has_multiple_object_versions()) {
    throw InputError{fmt::format("{}: holds a history or changes; needed is a plain extract", file.string())};
  }
  while (const osmium::memory::Buffer buffer = reader.read()) {
    for (const auto& object : buffer.select<osmium::OSMObject>()) {
      if (object.visible()) visit(object);
    }
  }
  reader.close();
}

}  // namespace

OsmExtract read_osm(const std::filesystem::path& file, const RoadRules& rules) {
  check_file(file);
  std::vector<MappedWay> ways;
  std::vector<MappedRestriction> restrictions;
  OsmExtract extract;
  try {
    for_each_object(file, osmium::osm_entity_bits::way | osmium::osm_entity_bits::relation, [&](const auto& object) {
      if (object.type() == osmium::item_type::way) {
        read_way(static_cast<const osmium::Way&>(object), rules, ways);
      } else {
        read_relation(static_cast<const osmium::Relation&>(object), rules, restrictions);
      }
    });
    MappedNodes nodes{ways};
    for_each_object(file, osmium::osm_entity_bits::node,
                    [&](const auto& object) { read_node(static_cast<const osmium::Node&>(object), rules, nodes); });
    extract.roads = assemble_roads(std::move(ways), restrictions, nodes);
  } catch (const InputError&) {
    throw;
  } catch (const std::exception& error) {
    throw InputError{fmt::format("{}: cannot be read as OpenStreetMap data: {}", file.string(), error.what())};
  }
  extract.roads.source = file.string();
  if (extract.roads.ways.empty()) {
    throw InputError{fmt::format("{}: holds no road that can be driven under the rules given", file.string())};
  }
  return extract;
}

}  // namespace navette::io
