#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/errors.h"
#include "io/osm/read_map_data.h"
#include "io/osm/read_osm.h"
#include "support/temporary_folder.h"

using namespace navette;

namespace {

const std::string kRoad = R"(<tag k="highway" v="tertiary"/>)";

// A, B and C in a row, two roads between them, and what a test adds.
//  1---2---3
std::string map(const std::string& more = "", const std::string& attributes_of_11 = "",
                const std::string& version = R"(version="0.6")") {
  return "<osm " + version + R"(>
  <node id="1" lat="44" lon="2.00"/><node id="2" lat="44" lon="2.01"/><node id="3" lat="44" lon="2.02"/>
  <way id="10"><nd ref="1"/><nd ref="2"/>)" +
         kRoad + R"(</way><way id="11" )" + attributes_of_11 + R"(><nd ref="2"/><nd ref="3"/>)" + kRoad + "</way>" +
         more + "</osm>";
}

RawRoads roads_of(const std::string& text, const char* name = "map.osm") {
  const TemporaryFolder folder;
  const auto file = folder.path() / name;
  std::ofstream{file, std::ios::binary} << text;
  return read_osm(file, {}).roads;
}

std::string refusal(const std::string& text, const char* name = "map.osm") {
  try {
    roads_of(text, name);
  } catch (const InputError& error) {
    CHECK(error.messages().size() == 1);
    CHECK_THAT(error.what(), Catch::Contains(name));
    return error.what();
  }
  return "was read";
}

}  // namespace

TEST_CASE("what JOSM marks as deleted is not there, what it marks as changed is") {
  CHECK(roads_of(map()).ways.size() == 2);
  CHECK(roads_of(map("", "action='delete'")).ways.size() == 1);
  CHECK(roads_of(map("", "action='delete' visible='true' version='3'")).ways.size() == 1);
  CHECK(roads_of(map("", "action='modify' visible='true'")).ways.size() == 2);
  CHECK(roads_of(map("", "visible='false'")).ways.size() == 1);
  // A node and a way may have the same number.
  const auto node = roads_of(map(R"(<node id="11" action="delete" lat="44" lon="3"/>)"));
  CHECK(node.ways.size() == 2);
  const std::string gate = R"(><tag k="barrier" v="gate"/><tag k="locked" v="yes"/></node>)";
  const auto drawn = [&](const std::string& attributes) {
    return roads_of(map(R"(<node id="-4" lat="44" lon="2.03" )" + attributes + gate + R"(<way id="-12" action="modify">
      <nd ref="3"/><nd ref="-4"/>)" +
                        kRoad + "</way>"));
  };
  CHECK(drawn("").ways.size() == 3);
  CHECK(drawn("action='delete'").ways_cut_at_gaps + drawn("action='delete'").ways.size() == 2);
}

TEST_CASE("the answer of a server that did not finish is refused with its own words") {
  const std::string remark =
      "<remark> runtime error: Query timed out in \"query\" at line 3\n after 26 seconds. </remark>";
  CHECK_THAT(refusal(map(remark)), Catch::Contains("not complete") && Catch::Contains("Query timed out in \"query\""));
  CHECK(refusal(map("<note>made on a Monday</note><meta osm_base='x'/><remark> </remark>")) == "was read");
}

TEST_CASE("places of nodes that stand in the ways alone are used, and counted") {
  const auto way = [](const std::string& nodes) {
    return R"(<osm version="0.6"><way id="1"><bounds minlat="1" minlon="1" maxlat="1" maxlon="1"/>)" + nodes + kRoad +
           "</way></osm>";
  };
  const auto roads = roads_of(way(R"(<nd ref="1" lat="44" lon="2"/><nd ref="2" lat="44" lon="2.01"/>)"));
  REQUIRE(roads.ways.size() == 1);
  CHECK(roads.nodes_from_ways == 2);
  CHECK(roads.nodes[1].place == Coordinate::from_degrees(2.01, 44));
  // Clipped at the edge of what was asked for.
  const auto cut = roads_of(way(R"(<nd ref="1" lat="44" lon="2"/><nd ref="2" lat="44" lon="2.01"/><nd ref="3"/>)"));
  CHECK(cut.ways_cut_at_gaps == 1);
  CHECK(roads_of(map()).nodes_from_ways == 0);
  for (const char* nodes : {R"(<nd ref="1"/><nd ref="2"/>)", "", R"(<nd ref="1" lat="44" lon="2"/><nd ref="2"/>)"}) {
    INFO(nodes);
    CHECK_THAT(refusal(way(nodes)), Catch::Contains("nodes of its roads are missing") && Catch::Contains("out body"));
  }
  CHECK_THAT(refusal(way(R"(<center lat="44" lon="2"/>)")),
             Catch::Contains("out center") && Catch::Contains("out body"));
  const std::string relation =
      R"(<relation id="7"><member type="way" ref="10" role="from"><nd lat="44" lon="2"/></member>
    <tag k="type" v="restriction"/></relation>)";
  CHECK_THAT(refusal(map(relation)), Catch::Contains("out geom") && Catch::Contains("out body"));

  const TemporaryFolder folder;
  std::ofstream{folder.path() / "house.osm"} << R"(<osm version="0.6"><way id="5"><nd ref="1" lat="44" lon="2"/>
    <nd ref="2" lat="44" lon="2.0002"/><nd ref="3" lat="44.0002" lon="2.0002"/><nd ref="1" lat="44" lon="2"/>
    <tag k="building" v="house"/></way></osm>)";
  const MapData houses = read_map_data(folder.path() / "house.osm");
  REQUIRE(houses.buildings.size() == 1);
  CHECK(houses.buildings[0].footprint > 100);
}

TEST_CASE("changes and histories are refused, whatever they are called") {
  const std::string changes = R"(<osmChange version="0.6"><modify><node id="1" version="2" lat="44" lon="2"/></modify>
    <delete><way id="10" version="2"/></delete></osmChange>)";
  CHECK_THAT(refusal(changes), Catch::Contains("changes"));
  CHECK_THAT(refusal(changes, "week.osc"), Catch::Contains("changes"));
  CHECK_THAT(refusal(changes, "week.osc.gz"), Catch::Contains("changes"));
  CHECK_THAT(refusal(map(), "all.osh.pbf"), Catch::Contains("history"));
  const std::string twice = R"(<way id="12" version="1"><nd ref="1"/><nd ref="3"/>)" + kRoad +
                            R"(</way><way id="12" version="2" visible="false"/>)";
  CHECK_THAT(refusal(map(twice)), Catch::Contains("several versions of way 12"));
}

TEST_CASE("a way of one point is dropped as such, not as missing from the file") {
  const auto roads = roads_of(map(R"(<way id="12"><nd ref="3"/><nd ref="3"/>)" + kRoad + "</way>"));
  CHECK(roads.ways.size() == 2);
  CHECK(roads.dropped.at(static_cast<std::size_t>(DropReason::no_length)).ways == 1);
  CHECK(roads.dropped.at(static_cast<std::size_t>(DropReason::outside_the_file)).ways == 0);
  CHECK(roads.ways_cut_at_gaps == 0);
}
