#include "io/territory/write_territory.h"

#include <fmt/format.h>
#include <unistd.h>

#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/io/file.hpp>
#include <osmium/io/header.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>
#include <osmium/memory/buffer.hpp>
#include <osmium/thread/pool.hpp>
#include <string>
#include <system_error>

#include "core/errors.h"

namespace navette {
namespace {

constexpr std::size_t kBufferBytes = 1U << 20U;

template <class Builder>
void add_tags(Builder& parent, const TerritoryMap::Tags& tags) {
  if (tags.empty()) return;
  osmium::builder::TagListBuilder builder{parent};
  for (const auto& [key, value] : tags) builder.add_tag(key, value);
}

void add(osmium::memory::Buffer& buffer, const TerritoryMap::Node& node) {
  osmium::builder::NodeBuilder builder{buffer};
  builder.set_id(node.id).set_location(osmium::Location{node.place.lon, node.place.lat});
  add_tags(builder, node.tags);
}

void add(osmium::memory::Buffer& buffer, const TerritoryMap::Way& way) {
  osmium::builder::WayBuilder builder{buffer};
  builder.set_id(way.id);
  add_tags(builder, way.tags);
  osmium::builder::WayNodeListBuilder nodes{builder};
  for (const auto node : way.nodes) nodes.add_node_ref(node);
}

void add(osmium::memory::Buffer& buffer, const TerritoryMap::Relation& relation) {
  osmium::builder::RelationBuilder builder{buffer};
  builder.set_id(relation.id);
  add_tags(builder, relation.tags);
  osmium::builder::RelationMemberListBuilder members{builder};
  for (const auto& member : relation.members) {
    const auto type = member.type == 'n' ? osmium::item_type::node : osmium::item_type::way;
    members.add_member(type, member.id, member.role);
  }
}

template <class Objects>
void write_all(osmium::io::Writer& writer, const Objects& objects) {
  osmium::memory::Buffer buffer{kBufferBytes, osmium::memory::Buffer::auto_grow::yes};
  for (const auto& object : objects) {
    add(buffer, object);
    buffer.commit();
    if (buffer.committed() < kBufferBytes - 65'536) continue;
    writer(std::move(buffer));
    buffer = osmium::memory::Buffer{kBufferBytes, osmium::memory::Buffer::auto_grow::yes};
  }
  writer(std::move(buffer));
}

}  // namespace

void write_territory(const TerritoryMap& map, const std::filesystem::path& file) {
  auto beside = file;
  beside += fmt::format(".tmp-{}", ::getpid());  // as AtomicFile names them, so that leftovers are recognised
  try {
    osmium::io::Header header;
    header.set("generator", "navette territory");
    // zlib's output differs between its versions, so blocks are stored as they are.
    const osmium::io::File format{beside.string(), "pbf,pbf_compression=none,add_metadata=false"};
    osmium::thread::Pool threads;  // which end with it
    osmium::io::Writer writer{format, header, osmium::io::overwrite::allow, threads};
    write_all(writer, map.nodes);
    write_all(writer, map.ways);
    write_all(writer, map.relations);
    writer.close();
    std::filesystem::rename(beside, file);
  } catch (const std::exception& error) {
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    throw OutputError{fmt::format("{} could not be written: {}", file.string(), error.what())};
  }
}

}  // namespace navette
