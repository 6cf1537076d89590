#include <bzlib.h>
#include <zlib.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/errors.h"
#include "core/random_stream.h"
#include "io/osm/describe_network.h"
#include "io/osm/read_osm.h"
#include "network/build/build_road_graph.h"
#include "network/road_snapper.h"
#include "support/road_graph_laws.h"
#include "support/skip.h"
#include "support/temporary_folder.h"

using namespace navette;
namespace fs = std::filesystem;

namespace {

// A village of 5 nodes on a cross with arms of about 1 km, and what each test adds to it.
//      2
//      |
//  3---1---4
//      |
//      5
std::string village(const std::string& more = "", const std::string& way_1_tags = "") {
  return R"(<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6">
  <node id="1" lat="44.00" lon="2.00"/>
  <node id="2" lat="44.01" lon="2.00"/>
  <node id="3" lat="44.00" lon="1.99"/>
  <node id="4" lat="44.00" lon="2.01"/>
  <node id="5" lat="43.99" lon="2.00"/>
  <way id="10"><nd ref="2"/><nd ref="1"/><tag k="highway" v="tertiary"/>)" +
         way_1_tags + R"(</way>
  <way id="11"><nd ref="3"/><nd ref="1"/><tag k="highway" v="tertiary"/></way>
  <way id="12"><nd ref="1"/><nd ref="4"/><tag k="highway" v="tertiary"/></way>
  <way id="13"><nd ref="1"/><nd ref="5"/><tag k="highway" v="tertiary"/></way>
)" + more +
         "</osm>\n";
}

std::string tag(const std::string& key, const std::string& value) {
  return R"(<tag k=")" + key + R"(" v=")" + value + R"("/>)";
}

std::string restriction(const std::string& members, const std::string& tags) {
  return R"(<relation id="1">)" + members + tag("type", "restriction") + tags + "</relation>\n";
}

const std::string kFrom13Via1To11 =
    R"(<member type="way" ref="13" role="from"/><member type="node" ref="1" role="via"/>)"
    R"(<member type="way" ref="11" role="to"/>)";

fs::path write(const fs::path& file, const std::string& text) {
  std::ofstream{file, std::ios::binary} << text;
  return file;
}

RawRoads roads_of(const std::string& text, const RoadRules& rules = {}) {
  const TemporaryFolder folder;
  return read_osm(write(folder.path() / "village.osm", text), rules).roads;
}

std::int64_t dropped(const RawRoads& roads, DropReason reason) {
  return roads.dropped.at(static_cast<std::size_t>(reason)).ways;
}

// The message of the InputError that reading throws; it must name the file.
std::string refusal(const fs::path& file) {
  try {
    read_osm(file, {});
  } catch (const InputError& error) {
    CHECK(error.messages().size() == 1);
    CHECK(std::string{error.what()}.find(file.filename().string()) != std::string::npos);
    return error.what();
  }
  FAIL("was read: " << file);
  return {};
}

std::string gzipped(const std::string& text) {
  const TemporaryFolder folder;
  const auto file = (folder.path() / "x.gz").string();
  gzFile out = gzopen(file.c_str(), "wb");
  gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
  gzclose(out);
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::string bzipped(const std::string& text) {
  std::string in = text;
  std::string out(text.size() + 1000, '\0');
  auto size = static_cast<unsigned>(out.size());
  REQUIRE(BZ2_bzBuffToBuffCompress(out.data(), &size, in.data(), static_cast<unsigned>(in.size()), 9, 0, 0) == BZ_OK);
  out.resize(size);
  return out;
}

struct RealExtract {
  const char* name;
  double km;
  std::int64_t junctions;
  std::int64_t roads;
};

}  // namespace

TEST_CASE("a village is read as drawn") {
  const auto roads = roads_of(village());
  CHECK(roads.nodes.size() == 5);
  REQUIRE(roads.ways.size() == 4);
  CHECK(roads.ways[0].osm_id == 10);
  CHECK(roads.nodes[roads.ways[0].nodes[0]].place == Coordinate{20'000'000, 440'100'000});
  const auto built = build_road_graph(roads);
  test::check_road_graph_laws(built.graph);
  CHECK(built.graph.node_count() == 5);
  CHECK(built.graph.edge_count() == 8);
}

TEST_CASE("plain, gzip and bzip2 files give the same roads") {
  const TemporaryFolder folder;
  const auto plain = read_osm(write(folder.path() / "v.osm", village()), {}).roads;
  const auto gzip = read_osm(write(folder.path() / "v.osm.gz", gzipped(village())), {}).roads;
  const auto bzip = read_osm(write(folder.path() / "v.osm.bz2", bzipped(village())), {}).roads;
  for (const auto* other : {&gzip, &bzip}) {
    REQUIRE(other->ways.size() == plain.ways.size());
    for (std::size_t w = 0; w < plain.ways.size(); ++w) CHECK(other->ways[w].nodes == plain.ways[w].nodes);
  }
}

TEST_CASE("what no kept road uses does not stretch the territory") {
  const auto roads = roads_of(village(R"(
    <node id="90" lat="-80" lon="170"/><node id="91" lat="-80" lon="171"/>
    <way id="20"><nd ref="1"/><nd ref="90"/><tag k="highway" v="footway"/></way>
    <way id="21"><nd ref="1"/><nd ref="91"/><tag k="route" v="ferry"/><tag k="motor_vehicle" v="yes"/></way>
    <relation id="2"><member type="node" ref="90" role="via"/><tag k="type" v="route"/></relation>)"));
  CHECK(roads.nodes.size() == 5);
  CHECK(dropped(roads, DropReason::not_for_cars) == 1);
  CHECK(dropped(roads, DropReason::ferries) == 1);
  const auto description = describe_network(build_road_graph(roads));
  CHECK(description.south_west == Coordinate{19'900'000, 439'900'000});
  CHECK(description.north_east == Coordinate{20'100'000, 440'100'000});
}

TEST_CASE("a way whose nodes are missing is cut at the gap") {
  const auto roads = roads_of(village(R"(
    <node id="6" lat="44.02" lon="2.00"/><node id="7" lat="44.03" lon="2.00"/><node id="8" lat="44.04" lon="2.00"/>
    <way id="20"><nd ref="2"/><nd ref="6"/><nd ref="77"/><nd ref="7"/><nd ref="8"/><nd ref="78"/>
      <tag k="highway" v="tertiary"/></way>
    <way id="21"><nd ref="79"/><nd ref="80"/><tag k="highway" v="tertiary"/></way>)"));
  CHECK(roads.ways.size() == 6);
  CHECK(roads.ways_cut_at_gaps == 1);
  CHECK(dropped(roads, DropReason::outside_the_file) == 1);
  const auto built = build_road_graph(roads);
  CHECK(built.report.dropped.at(static_cast<std::size_t>(DropReason::not_connected)).ways == 1);
  CHECK(built.report.roads == 4);
}

TEST_CASE("turn restrictions become turn edges") {
  const auto built = [](const std::string& relation) { return build_road_graph(roads_of(village(relation))); };
  const auto fate = [](const BuiltRoads& roads, RestrictionFate wanted) {
    return roads.report.restrictions.at(static_cast<std::size_t>(wanted));
  };
  const auto turns = [](const BuiltRoads& roads) { return describe_network(roads).turn_edges; };

  const auto no_left = built(restriction(kFrom13Via1To11, tag("restriction", "no_left_turn")));
  CHECK(fate(no_left, RestrictionFate::honoured) == 1);
  CHECK(turns(no_left) == 11);
  const auto only_left = built(restriction(kFrom13Via1To11, tag("restriction", "only_left_turn")));
  CHECK(turns(only_left) == 10);
  const auto lorries = built(restriction(kFrom13Via1To11, tag("restriction:hgv", "no_left_turn")));
  CHECK(fate(lorries, RestrictionFate::other_vehicles) == 1);
  CHECK(turns(lorries) == 0);
  const std::string over_way = R"(<member type="way" ref="13" role="from"/><member type="way" ref="12" role="via"/>)"
                               R"(<member type="way" ref="11" role="to"/>)";
  CHECK(fate(built(restriction(over_way, tag("restriction", "no_u_turn"))), RestrictionFate::over_ways) == 1);
  const std::string no_via = R"(<member type="way" ref="13" role="from"/><member type="way" ref="11" role="to"/>)";
  CHECK(fate(built(restriction(no_via, tag("restriction", "no_left_turn"))), RestrictionFate::malformed) == 1);
  const std::string elsewhere = R"(<member type="way" ref="99" role="from"/><member type="node" ref="98" role="via"/>)"
                                R"(<member type="way" ref="97" role="to"/>)";
  CHECK(fate(built(restriction(elsewhere, tag("restriction", "no_left_turn"))),
             RestrictionFate::roads_not_in_network) == 1);
  const std::string two_from = R"(<member type="way" ref="12" role="from"/>)" + kFrom13Via1To11;
  CHECK(turns(built(restriction(two_from, tag("restriction", "no_entry")))) == 10);
  CHECK(fate(built(restriction(two_from, tag("restriction", "only_left_turn"))), RestrictionFate::malformed) == 1);
}

TEST_CASE("a ferry's time is its duration") {
  RoadRules rules;
  rules.ferries = true;
  const auto roads = roads_of(village(R"(
    <node id="6" lat="44.10" lon="2.00"/>
    <way id="20"><nd ref="2"/><nd ref="6"/><tag k="route" v="ferry"/><tag k="motor_vehicle" v="yes"/>
      <tag k="duration" v="00:30"/></way>)"),
                              rules);
  REQUIRE(roads.ways.size() == 5);
  CHECK(roads.ways[4].road_class == RoadClass::ferry);
  CHECK(roads.ways[4].segment_times == std::vector<std::int32_t>{1'800'000});
}

TEST_CASE("a bollard on a node cuts the road") {
  const auto roads = roads_of(village(R"(
    <node id="6" lat="44.02" lon="2.00"><tag k="barrier" v="bollard"/></node>
    <node id="7" lat="44.03" lon="2.00"/>
    <way id="20"><nd ref="2"/><nd ref="6"/><nd ref="7"/><tag k="highway" v="tertiary"/></way>)"));
  const auto built = build_road_graph(roads);
  CHECK(built.report.metres_kept == Approx(5 * 1112 - 2 * 311).epsilon(0.01));
}

TEST_CASE("deleted objects, doubled ways and a file in any order change nothing") {
  auto text = village(R"(
    <way id="13"><nd ref="1"/><nd ref="5"/><tag k="highway" v="tertiary"/></way>
    <way id="14" visible="false"><nd ref="2"/><nd ref="5"/><tag k="highway" v="tertiary"/></way>)");
  const auto roads = roads_of(text);
  CHECK(roads.ways.size() == 4);

  const std::string first = "  <node id=\"5\" lat=\"43.99\" lon=\"2.00\"/>\n";
  text.erase(text.find(first), first.size());
  text.insert(text.find("</osm>"), first);
  const auto reordered = roads_of(text);
  REQUIRE(reordered.nodes.size() == roads.nodes.size());
  for (std::size_t v = 0; v < roads.nodes.size(); ++v) CHECK(reordered.nodes[v].place == roads.nodes[v].place);
}

TEST_CASE("files that are no road maps are refused with one clear message") {
  const TemporaryFolder folder;
  const auto file = [&](const char* name, const std::string& text) { return write(folder.path() / name, text); };
  CHECK(refusal(folder.path() / "absent.osm.pbf").find("no such file") != std::string::npos);
  CHECK(refusal(file("roads.csv", village())).find(".osm.pbf") != std::string::npos);
  CHECK(refusal(file("empty.osm.pbf", "")).find("empty") != std::string::npos);
  CHECK(refusal(file("empty.osm", "")).find("empty") != std::string::npos);
  fs::create_directory(folder.path() / "folder.osm");
  CHECK(refusal(folder.path() / "folder.osm").find("is a folder") != std::string::npos);
  refusal(file("words.osm", "these are words"));
  refusal(file("other.osm", "<?xml version='1.0'?><gpx></gpx>"));
  refusal(file("cut.osm", village().substr(0, 500)));
  refusal(file("cut.osm.gz", gzipped(village()).substr(0, 200)));
  refusal(file("cut.osm.bz2", bzipped(village()).substr(0, 200)));
  refusal(file("not.osm.gz", village().substr(0, 300)));
  refusal(file("not.osm.bz2", village()));
  refusal(file("not.osm.pbf", village()));
  refusal(file("bad_number.osm", village(R"(<node id="x" lat="1" lon="1"/>)")));
  refusal(file("bad_place.osm", village(R"(<node id="6" lat="north" lon="1"/>)")));
  const std::string no_road = R"(<?xml version='1.0'?><osm version="0.6"><node id="1" lat="1" lon="1"/></osm>)";
  CHECK(refusal(file("no_road.osm", no_road)).find("no road") != std::string::npos);
}

TEST_CASE("random bytes are refused, whatever they are called") {
  const TemporaryFolder folder;
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::given_demand};
    std::string bytes(random.below(3000) + 1, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.below(256));
    for (const char* name : {"random.osm.pbf", "random.osm.gz", "random.osm.bz2", "random.osm"}) {
      refusal(write(folder.path() / name, bytes));
    }
  }
}

TEST_CASE("a real extract that is cut short or damaged is refused or read, never worse") {
  const fs::path file = NAVETTE_SOURCE_DIR "/../shared/data/osm/north-bayreuth.osm.pbf";
  if (test::skipped_without({file})) return;
  std::ifstream in{file, std::ios::binary};
  const std::string whole{std::istreambuf_iterator<char>{in}, {}};
  const TemporaryFolder folder;
  refusal(write(folder.path() / "cut.osm.pbf", whole.substr(0, whole.size() / 2)));
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::given_demand};
    std::string damaged = whole;
    for (int i = 0; i < 20; ++i) {
      damaged[random.below(static_cast<std::uint32_t>(damaged.size()))] = static_cast<char>(random.below(256));
    }
    const auto path = write(folder.path() / "damaged.osm.pbf", damaged);
    try {
      build_road_graph(read_osm(path, {}).roads);
    } catch (const InputError& error) {
      CHECK(std::string{error.what()}.find("damaged.osm.pbf") != std::string::npos);
    }
  }
}

TEST_CASE("real extracts give networks of the known shape") {
  // Roads that a car may drive without tracks and service roads, counted independently.
  RoadRules cars;
  cars.public_service = false;
  const std::vector<RealExtract> extracts = {
      {"isle-of-man-south-west", 435, 1669, 1923}, {"isle-of-man", 982, 4745, 5565}, {"north-bayreuth", 171, 637, 754}};
  for (const auto& extract : extracts) {
    const fs::path file = fs::path{NAVETTE_SOURCE_DIR "/../shared/data/osm"} / (std::string{extract.name} + ".osm.pbf");
    INFO(file);
    if (test::skipped_without({file})) continue;
    const auto built = build_road_graph(read_osm(file, cars).roads);
    test::check_road_graph_laws(built.graph);
    const RoadReport& report = built.report;
    CHECK(report.metres_kept / 1000 == Approx(extract.km).epsilon(0.02));
    CHECK(static_cast<double>(report.junctions) == Approx(static_cast<double>(extract.junctions)).epsilon(0.03));
    CHECK(static_cast<double>(report.roads) == Approx(static_cast<double>(extract.roads)).epsilon(0.03));
    const auto description = describe_network(built);
    CHECK(description.dead_end_share == Approx(0.345).margin(0.03));
    CHECK(description.connected_share > 0.85);
    CHECK(description.road_edges + description.turn_edges == built.graph.edge_count());
    CHECK(description.mean_speed > 30);
    CHECK(description.mean_speed < 80);

    // Every piece of road has been kept, or dropped for a reason that is told.
    double metres = report.metres_kept;
    for (const auto reason : {DropReason::not_connected, DropReason::cut_off_by_turns}) {
      metres += report.dropped.at(static_cast<std::size_t>(reason)).metres;
    }
    CHECK(metres == Approx(report.metres_drivable).epsilon(1e-9));
    double by_edges = 0;
    for (std::size_t e = 0; e < built.graph.edge_count(); ++e) {
      const EdgeId twin = built.graph.twin(EdgeId{e});
      if (!twin.valid() || EdgeId{e} < twin) by_edges += built.graph.length(EdgeId{e});
    }
    CHECK(by_edges == Approx(report.metres_kept).epsilon(1e-3));

    const std::string text = network_report(built);
    for (const char* word : {"km", "turn edges", "Dropped", "tracks", "residential", "honoured", "dead ends"}) {
      CHECK(text.find(word) != std::string::npos);
    }
  }
}
