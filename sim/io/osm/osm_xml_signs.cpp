#include "io/osm/osm_xml_signs.h"

#include <expat.h>
#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/compression.hpp>
#include <osmium/io/file_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <vector>

#include "io/osm/tag_words.h"

namespace navette {
namespace {

constexpr const char* kHowToAsk = "ask Overpass for \"out body; >; out skel qt;\" in place of it";

/// Follows the elements of one file.
class Look {
 public:
  OsmXmlSigns signs;
  XML_Parser parser = nullptr;

  void start(std::string_view element, const char** attributes) {
    path_.emplace_back(element);
    const std::size_t depth = path_.size();
    if (depth == 1 && element == "osmChange") {
      complain("holds changes (osmChange), not a map; apply them to the map that they are for");
    }
    if (depth == 2) {
      const bool object = element == "node" || element == "way" || element == "relation";
      if (object && value_of(attributes, "action") == "delete") {
        signs.deleted.emplace(element.front(), std::strtoll(value_of(attributes, "id").data(), nullptr, 10));
      }
    }
    // Overpass "out center" gives ways without their nodes; "out geom" puts lines into relations.
    if (depth == 3 && element == "center" && path_[1] != "node") {
      complain(fmt::format("holds ways by their centres only (\"out center\"): {}", kHowToAsk));
    }
    if (depth == 4 && element == "nd" && path_[2] == "member") {
      complain(fmt::format("holds the geometry of relations in place of their members (\"out geom\"): {}", kHowToAsk));
    }
  }

  void text(std::string_view part) {
    if (path_.size() == 2 && path_.back() == "remark" && remark_.size() < kLongest) remark_ += part;
  }

  void end() {
    if (path_.size() == 2 && path_.back() == "remark" && !trimmed_lines(remark_).empty()) {
      complain(
          fmt::format("is not complete: the server that made it remarks: \"{}\"; ask it again, for less at once or "
                      "with a longer [timeout:]",
                      trimmed_lines(remark_)));
    }
    path_.pop_back();
  }

 private:
  static constexpr std::size_t kLongest = 500;

  void complain(const std::string& problem) {
    if (signs.problem.empty()) signs.problem = problem;
  }

  static std::string_view value_of(const char** attributes, std::string_view name) {
    for (; *attributes != nullptr; attributes += 2) {
      if (attributes[0] == name) return attributes[1];
    }
    return "";
  }

  // On one line, without control characters.
  static std::string trimmed_lines(const std::string& text) {
    std::string line;
    for (const char c : text) line += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    return std::string{trimmed(line)};
  }

  std::vector<std::string> path_;  // elements that are open, the root first
  std::string remark_;
};

void on_start(void* look, const XML_Char* element, const XML_Char** attributes) {
  static_cast<Look*>(look)->start(element, attributes);
}
void on_end(void* look, const XML_Char* /*element*/) { static_cast<Look*>(look)->end(); }
void on_text(void* look, const XML_Char* text, int length) {
  static_cast<Look*>(look)->text({text, static_cast<std::size_t>(length)});
}

// Entities that stand for others may unfold without end; the reader of objects refuses them too.
void on_entity(void* look, const XML_Char* /*name*/, int /*is_parameter*/, const XML_Char* /*value*/, int /*length*/,
               const XML_Char* /*base*/, const XML_Char* /*system*/, const XML_Char* /*identity*/,
               const XML_Char* /*notation*/) {
  XML_StopParser(static_cast<Look*>(look)->parser, XML_FALSE);
}

osmium::io::file_compression compression_of(const std::filesystem::path& file) {
  if (file.extension() == ".gz") return osmium::io::file_compression::gzip;
  return file.extension() == ".bz2" ? osmium::io::file_compression::bzip2 : osmium::io::file_compression::none;
}

}  // namespace

OsmXmlSigns read_osm_xml_signs(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  if (descriptor < 0) throw std::system_error{errno, std::system_category(), "cannot be opened"};
  const auto packed = osmium::io::CompressionFactory::instance().create_decompressor(compression_of(file), descriptor);
  Look look;
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser{XML_ParserCreate(nullptr),
                                                                                             &XML_ParserFree};
  if (parser == nullptr) throw std::bad_alloc{};
  look.parser = parser.get();
  XML_SetUserData(parser.get(), &look);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetEntityDeclHandler(parser.get(), on_entity);
  for (std::string part = packed->read(); !part.empty() && look.signs.problem.empty(); part = packed->read()) {
    if (XML_Parse(parser.get(), part.data(), static_cast<int>(part.size()), 0) == XML_STATUS_ERROR) break;
  }
  packed->close();
  return std::move(look.signs);
}

}  // namespace navette
