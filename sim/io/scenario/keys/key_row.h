#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "io/scenario/keys/default_text.h"
#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/scenario_values.h"

namespace navette {

/// What a key allows, and in which unit.
struct Allowed {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  std::string_view unit{};
  std::span<const std::string_view> names{};  // the choices of a text; what numbers are named by
  std::string_view by{};                      // of numbers by name: what is named
  // Of a number that holds a duration: how long one of it is. [s; 0: it holds none]
  double seconds = 0;
  bool of_day = false;  // a duration that is a time of day
  bool brief = false;   // the default of a number is written 45, not 45.0
};

constexpr Allowed from_to(double low, double high, std::string_view unit = {}) { return {low, high, unit}; }
constexpr Allowed at_least(double low) { return {.low = low}; }
constexpr Allowed share() { return from_to(0, 1); }
constexpr Allowed one_of(std::span<const std::string_view> names) { return {.names = names}; }
/// Of a member that counts seconds as a number.
constexpr Allowed counted_seconds(double low, double high) { return {.low = low, .high = high, .seconds = 1}; }
constexpr Allowed time_of_day(double latest) { return {.low = 0, .high = latest, .of_day = true}; }
/// Of a member that counts hours since midnight as a number; the key is a time of day.
constexpr Allowed hours_of_day(double latest) { return {.low = 0, .high = latest, .seconds = 3'600, .of_day = true}; }
/// Of a row of numbers, one for each name.
constexpr Allowed numbers_by(std::string_view what, std::span<const std::string_view> names, double low, double high,
                             std::string_view unit = {}) {
  return {.low = low, .high = high, .unit = unit, .names = names, .by = what};
}

/// A member of a member.
template <class Owner, class Part, class Value>
auto of(Part Owner::*part, Value Part::*member) {
  return [part, member](Owner& owner) -> Value& { return owner.*part.*member; };
}

/// One row of the table of keys: a key, and the member of `Owner` that it sets.
///
/// Written as `{path, member, allowed, meaning}`, the member as a pointer to it or as a function from the owner to a
/// reference. The kind of value follows from the member's type, and the default from what the member is in an owner
/// that nobody has changed. What else there is to say follows as in
/// `Row{"fleet.size", &FleetDescription::size, from_to(1, 100'000), "number of shuttles"}.left_out("by the map")`.
template <class Owner>
class KeyRow {
 public:
  template <class Member>
  KeyRow(std::string path, Member member, const Allowed& allowed, std::string meaning);
  template <class Member>
  KeyRow(std::string path, Member member, std::string meaning)
      : KeyRow{std::move(path), member, Allowed{}, std::move(meaning)} {}

  /// A row of numbers that do not lie side by side: `member(owner, i)` is the i-th.
  template <class Member>
  static KeyRow scattered(std::string path, Member member, const Allowed& allowed, std::string meaning);
  /// A key that is read apart from the rows, together with others.
  static KeyRow apart(std::string path, KeyKind kind, std::string meaning) {
    return KeyRow{std::move(path), kind, Allowed{}, std::move(meaning), nullptr};
  }
  /// A key that no single member takes.
  using Reader = std::function<void(ScenarioValues&, const std::string& path, Owner&)>;
  static KeyRow by_hand(std::string path, KeyKind kind, const Allowed& allowed, std::string meaning, Reader read) {
    return KeyRow{std::move(path), kind, allowed, std::move(meaning), std::move(read)};
  }

  /// `inf` is allowed, and means no limit.
  KeyRow or_inf() && {
    return with([](ScenarioKey& key) { key.may_be_unlimited = true; });
  }
  KeyRow sums_to_one() && {
    return with([](ScenarioKey& key) { key.sums_to_one = true; });
  }
  /// There is no default; what holds where the key is left out.
  KeyRow left_out(std::string then) && {
    return with([&then](ScenarioKey& key) {
      key.default_value.clear();
      key.left_out = then;
    });
  }
  /// The key must be there; what a user is told who left it out.
  KeyRow required(std::string_view if_missing) && {
    return with([if_missing](ScenarioKey& key) { key.if_missing = if_missing; });
  }
  /// What neither a range nor choices say of what is allowed.
  KeyRow restricted(std::string_view to) && {
    return with([to](ScenarioKey& key) { key.restricted = to; });
  }
  /// The default as TOML, where the member holds something else in its place.
  KeyRow by_default(std::string_view toml) && {
    return with([toml](ScenarioKey& key) { key.default_value = toml; });
  }

  [[nodiscard]] const ScenarioKey& key() const { return key_; }
  /// What an owner holds, as a scenario would write it; empty of paths and lists of things.
  [[nodiscard]] std::string shown(Owner& owner) const { return show_ ? show_(owner) : ""; }
  /// Reads the value at the path, which is that of the key or of the same key of one service.
  void read(ScenarioValues& values, const std::string& path, Owner& owner) const {
    if (read_) read_(values, path, owner);
  }

 private:
  KeyRow(std::string path, KeyKind kind, const Allowed& allowed, std::string meaning, Reader read);
  template <class Change>
  KeyRow with(Change&& change) {
    change(key_);
    return std::move(*this);
  }

  void show(std::function<std::string(Owner&)> shown) {
    Owner unchanged{};
    show_ = std::move(shown);
    key_.default_value = show_(unchanged);
  }

  ScenarioKey key_;
  Reader read_;
  std::function<std::string(Owner&)> show_;
};

/// The default of a row whose member holds this.
template <class Value>
std::string text_of(const Value& value, const Allowed& allowed) {
  if constexpr (kKindOf<Value> == KeyKind::named_numbers) return listed_numbers(value);
  if constexpr (kKindOf<Value> == KeyKind::names) return listed_names(value, allowed.names);
  if constexpr (std::is_same_v<Value, Milliseconds>) {
    if (allowed.of_day) return quoted_time(static_cast<double>(value.count) / 1000);
  }
  if constexpr (std::is_same_v<Value, double>) {
    if (allowed.brief) return short_number(value);
  }
  return default_text(value);
}

template <class Owner>
using KeyRows = std::vector<KeyRow<Owner>>;

template <class Owner>
void read_rows(const KeyRows<Owner>& rows, ScenarioValues& values, Owner& owner) {
  for (const auto& row : rows) row.read(values, row.key().path, owner);
}

template <class Owner>
KeyRow<Owner>::KeyRow(std::string path, KeyKind kind, const Allowed& allowed, std::string meaning, Reader read)
    : read_{std::move(read)} {
  key_.path = std::move(path);
  key_.kind = kind;
  key_.low = allowed.low;
  key_.high = allowed.high;
  key_.choices = allowed.names;
  key_.unit = allowed.unit;
  key_.by = allowed.by;
  key_.meaning = std::move(meaning);
}

template <class Owner>
template <class Member>
KeyRow<Owner>::KeyRow(std::string path, Member member, const Allowed& allowed, std::string meaning)
    : KeyRow{std::move(path), KeyKind::text, allowed, std::move(meaning), nullptr} {
  using Value = std::remove_cvref_t<std::invoke_result_t<Member, Owner&>>;
  const std::span<const std::string_view> names = allowed.names;
  if constexpr (std::is_enum_v<Value> || std::is_same_v<Value, bool>) {
    if (!names.empty()) {
      show([member, names](Owner& owner) {
        return quoted_text(names[static_cast<std::size_t>(std::invoke(member, owner))]);
      });
      read_ = [member, names](ScenarioValues& values, const std::string& path_of, Owner& owner) {
        if (const auto rank = values.read_name(path_of, names)) std::invoke(member, owner) = static_cast<Value>(*rank);
      };
      return;
    }
  }
  if constexpr (std::is_same_v<Value, double>) {
    if (allowed.seconds > 0) {
      key_.kind = KeyKind::duration;
      show([member, allowed](Owner& owner) {
        const double seconds = std::invoke(member, owner) * allowed.seconds;
        return allowed.of_day ? quoted_time(seconds) : short_number(seconds);
      });
      read_ = [member, unit = allowed.seconds](ScenarioValues& values, const std::string& path_of, Owner& owner) {
        double& number = std::invoke(member, owner);
        Milliseconds time{static_cast<std::int64_t>(number * unit * 1000)};
        values.read(path_of, time);
        number = static_cast<double>(time.count) / 1000 / unit;
      };
      return;
    }
  }
  if constexpr (!std::is_enum_v<Value>) {
    key_.kind = kKindOf<Value>;
    show([member, allowed](Owner& owner) { return text_of<Value>(std::invoke(member, owner), allowed); });
    read_ = [member](ScenarioValues& values, const std::string& path_of, Owner& owner) {
      auto& out = std::invoke(member, owner);
      if constexpr (kKindOf<Value> == KeyKind::named_numbers) {
        values.read(path_of, std::span<double>{out});
      } else if constexpr (kKindOf<Value> == KeyKind::names) {
        values.read(path_of, std::span<bool>{out});
      } else {
        values.read(path_of, out);
      }
    };
  }
}

template <class Owner>
template <class Member>
KeyRow<Owner> KeyRow<Owner>::scattered(std::string path, Member member, const Allowed& allowed, std::string meaning) {
  KeyRow row{std::move(path), KeyKind::named_numbers, allowed, std::move(meaning), nullptr};
  const auto all_of = [member, count = allowed.names.size()](Owner& owner) {
    std::vector<double> numbers(count);
    for (std::size_t i = 0; i < count; ++i) numbers[i] = member(owner, i);
    return numbers;
  };
  row.show([all_of](Owner& owner) { return listed_numbers(all_of(owner)); });
  row.read_ = [member, all_of](ScenarioValues& values, const std::string& path_of, Owner& owner) {
    std::vector<double> numbers = all_of(owner);
    values.read(path_of, std::span<double>{numbers});
    for (std::size_t i = 0; i < numbers.size(); ++i) member(owner, i) = numbers[i];
  };
  return row;
}

}  // namespace navette
