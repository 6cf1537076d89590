#include "io/scenario/toml_document.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <sstream>
#include <utility>

#include "core/errors.h"
#include "core/input_file.h"
#include "core/key_names.h"
#include "io/scenario/shown_text.h"

namespace navette {
namespace {

constexpr int kMostDots = 200;
constexpr InputLimit kLargestScenario{20'000'000, "give long lists as files"};

TomlValue from_node(const toml::node& node, const std::string& file);

struct Conversion {
  const std::string& file;

  TomlTable operator()(const toml::table& table) const {
    TomlTable items;
    for (const auto& [key, child] : table) items.emplace(key.str(), from_node(child, file));
    return items;
  }
  TomlArray operator()(const toml::array& array) const {
    TomlArray items;
    for (const auto& child : array) items.push_back(from_node(child, file));
    return items;
  }
};

std::chrono::year_month_day calendar_date(const toml::date& date) {
  return {std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}};
}

TomlValue from_node(const toml::node& node, const std::string& file) {
  TomlValue result;
  result.where = fmt::format("{}:{}", file, node.source().begin.line);
  result.position = (static_cast<std::int64_t>(node.source().begin.line) << 32) + node.source().begin.column;
  const Conversion convert{file};
  if (const auto* table = node.as_table()) result.value = convert(*table);
  if (const auto* array = node.as_array()) result.value = convert(*array);
  if (const auto* text = node.as_string()) result.value = text->get();
  if (const auto* whole = node.as_integer()) result.value = whole->get();
  if (const auto* number = node.as_floating_point()) result.value = number->get();
  if (const auto* flag = node.as_boolean()) result.value = flag->get();
  if (const auto* date = node.as_date()) result.value = calendar_date(date->get());
  if (const auto* time = node.as_time()) {
    const toml::time t = time->get();
    const std::int64_t seconds = t.hour * 3600 + t.minute * 60 + t.second;
    result.value = TomlTimeOfDay{Milliseconds{seconds * 1000 + t.nanosecond / 1'000'000}};
  }
  if (const auto* moment = node.as_date_time()) {
    std::ostringstream text;
    text << moment->get();
    result.value = TomlDateTime{text.str()};
  }
  return result;
}

// Puts a value into a toml++ table or array by way of what `insert` does there.
template <class Insert>
void to_node(const TomlValue& item, Insert&& insert);

toml::table to_table(const TomlTable& items) {
  toml::table table;
  for (const auto& [key, item] : items) {
    to_node(item,
            [&table, &name = key](auto&& node) { table.insert_or_assign(name, std::forward<decltype(node)>(node)); });
  }
  return table;
}

toml::array to_array(const TomlArray& items) {
  toml::array array;
  for (const auto& item : items) {
    to_node(item, [&array](auto&& node) { array.push_back(std::forward<decltype(node)>(node)); });
  }
  return array;
}

struct NodeOf {
  toml::table operator()(const TomlTable& items) const { return to_table(items); }
  toml::array operator()(const TomlArray& items) const { return to_array(items); }
  toml::date operator()(const std::chrono::year_month_day& day) const {
    return {static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day())};
  }
  toml::time operator()(const TomlTimeOfDay& time) const {
    const std::int64_t ms = time.since_midnight.count;
    return {static_cast<unsigned>(ms / 3'600'000), static_cast<unsigned>(ms / 60'000 % 60),
            static_cast<unsigned>(ms / 1000 % 60), static_cast<unsigned>(ms % 1000 * 1'000'000)};
  }
  std::string operator()(const TomlDateTime& moment) const { return moment.text; }
  template <class T>
  T operator()(const T& plain) const {
    return plain;
  }
};

template <class Insert>
void to_node(const TomlValue& item, Insert&& insert) {
  std::visit([&insert](const auto& value) { insert(NodeOf{}(value)); }, item.value);
}

void mark_as_override(TomlValue& item, const std::string& where) {
  item.where = where;
  item.from_override = true;
  if (auto* table = item.table()) {
    for (auto& [key, child] : *table) mark_as_override(child, where);
  }
  if (auto* array = std::get_if<TomlArray>(&item.value)) {
    for (auto& child : *array) mark_as_override(child, where);
  }
}

// As TOML; as text if it is no TOML, or more than one value ("1\nother = 2").
TomlValue parse_value(const std::string& text) {
  try {
    TomlValue parsed = parse_toml("value = " + text + "\n", "");
    if (parsed.table()->size() == 1) return std::move(parsed.table()->at("value"));
  } catch (const InputError&) {  // NOLINT(bugprone-empty-catch): not TOML, so it is text
  }
  TomlValue plain;
  plain.value = text;
  return plain;
}

// The line of a key of more parts than any stack has room for tables in tables; 0 if there is none. The library limits
// how deep values nest, but not keys.
int line_of_endless_key(std::string_view text) {
  int line = 1;
  int dots = 0;  // since what last ended a key
  for (const char c : text) {
    if (c == '.' && ++dots > kMostDots) return line;
    if (std::string_view{"=,[]{}\n"}.find(c) != std::string_view::npos) dots = 0;
    if (c == '\n') ++line;
  }
  return 0;
}

}  // namespace

TomlValue parse_toml(std::string_view text, const std::string& name) {
  if (const int line = line_of_endless_key(text); line > 0) {
    throw InputError{fmt::format("{}:{}: this key has more than {} parts", name, line, kMostDots)};
  }
  try {
    return from_node(toml::parse(text, name), name);
  } catch (const toml::parse_error& error) {
    throw InputError{fmt::format("{}:{}: this is not TOML (column {}): {}", name, error.source().begin.line,
                                 error.source().begin.column, error.description())};
  }
}

TomlValue read_toml(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    throw InputError{fmt::format("{} is a folder, not a scenario file (.toml)", file.string())};
  }
  const std::string text = read_input_file(file, kLargestScenario);
  if (const auto zero = text.find('\0'); zero != std::string::npos) {
    const bool every_second = text.size() > 3 && ((text[0] == 0 && text[2] == 0) || (text[1] == 0 && text[3] == 0));
    const bool wide = every_second || text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff");
    throw InputError{fmt::format("{}: is {}; save it as UTF-8", file.string(),
                                 wide ? "UTF-16" : fmt::format("not a text file (byte {} is zero)", zero))};
  }
  return parse_toml(text, file.string());
}

const TomlValue* TomlValue::find(std::string_view path) const {
  const TomlValue* at = this;
  while (at != nullptr) {
    const auto* items = at->table();
    if (items == nullptr) return nullptr;
    const auto dot = path.find('.');
    const auto entry = items->find(path.substr(0, dot));
    at = entry == items->end() ? nullptr : &entry->second;
    if (dot == std::string_view::npos) return at;
    path.remove_prefix(dot + 1);
  }
  return nullptr;
}

bool TomlValue::put(std::string_view path, TomlValue item) {
  auto* items = table();
  if (items == nullptr) return false;
  const auto dot = path.find('.');
  const std::string key{path.substr(0, dot)};
  if (dot == std::string_view::npos) {
    items->insert_or_assign(key, std::move(item));
    return true;
  }
  const auto [entry, made] = items->try_emplace(key);
  if (made) entry->second.where = item.where;
  return entry->second.put(path.substr(dot + 1), std::move(item));
}

void TomlValue::erase(std::string_view path) {
  const auto dot = path.rfind('.');
  auto* parent = dot == std::string_view::npos ? this : const_cast<TomlValue*>(find(path.substr(0, dot)));
  if (parent == nullptr || parent->table() == nullptr) return;
  const auto entry = parent->table()->find(path.substr(dot == std::string_view::npos ? 0 : dot + 1));
  if (entry != parent->table()->end()) parent->table()->erase(entry);
}

void apply_override(TomlValue& document, const std::string& assignment) {
  const std::string where = "--set " + (is_plain_text(assignment) ? assignment : shown_text(assignment));
  const auto equals = assignment.find('=');
  const std::string path = assignment.substr(0, equals);
  const bool badly_dotted = line_of_endless_key(path) > 0 || path.empty() || path.front() == '.' ||
                            path.back() == '.' || path.find("..") != std::string::npos || !is_plain_text(path);
  if (equals == std::string::npos || badly_dotted) {
    throw InputError{
        fmt::format("--set {}: must be KEY=VALUE, as in {}=600", shown_text(assignment), key::service_max_wait_time)};
  }
  TomlValue item = parse_value(assignment.substr(equals + 1));
  mark_as_override(item, where);
  if (!document.put(path, std::move(item))) {
    throw InputError{fmt::format("{}: a part of this key is no table in the scenario", where)};
  }
}

std::string to_toml(const TomlValue& document) {
  std::ostringstream text;
  text << to_table(*document.table()) << '\n';
  return text.str();
}

std::string shown(const TomlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.value)) return shown_text(*text) + " (a text)";
  if (const auto* whole = std::get_if<std::int64_t>(&value.value)) return fmt::format("{} (a whole number)", *whole);
  if (const auto* number = std::get_if<double>(&value.value)) return fmt::format("{} (a number)", *number);
  if (const auto* flag = std::get_if<bool>(&value.value)) return fmt::format("{} (a boolean)", *flag);
  if (const auto* array = std::get_if<TomlArray>(&value.value)) return fmt::format("an array of {}", array->size());
  if (value.table() != nullptr) return "a table";
  if (std::holds_alternative<TomlTimeOfDay>(value.value)) return "a time of day";
  return "a date";
}

}  // namespace navette
