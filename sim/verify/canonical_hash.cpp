#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

class Sha256 {
 public:
  Sha256() : context_{EVP_MD_CTX_new(), EVP_MD_CTX_free} {
    require(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }
  void add(std::string_view bytes) { require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1); }
  void add(std::int64_t value) { append(value), flush_if(kBuffer); }
  void add_text(std::string_view text) {
    add(static_cast<std::int64_t>(text.size()));
    flush_if(1);
    add(text);
  }
  void add_column(std::string_view name, const Column& column) {
    add_text(name);
    add(static_cast<std::int64_t>(column.size()));
    for (const std::int64_t value : column) add(value);
  }
  void add_place(const char* edge, const char* offset, const PlaceColumns& places) {
    add_column(edge, places.edge);
    add_column(offset, places.offset);
  }
  std::string hex() {
    flush_if(1);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), &length) == 1);
    std::string text;
    for (unsigned i = 0; i < length; ++i) text += fmt::format("{:02x}", digest[i]);
    return text;
  }

 private:
  static constexpr std::size_t kBuffer = 1 << 16;

  static void require(bool good) {
    if (!good) throw std::runtime_error{"SHA-256 failed"};
  }
  // Little-endian on any machine.
  void append(std::int64_t value) {
    auto bits = static_cast<std::uint64_t>(value);
    for (int i = 0; i < 8; ++i, bits >>= 8U) buffer_.push_back(static_cast<char>(bits & 0xffU));
  }
  void flush_if(std::size_t at_least) {
    if (buffer_.size() < at_least) return;
    add(std::string_view{buffer_});
    buffer_.clear();
  }

  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
  std::string buffer_;
};

void add_events(Sha256& hash, const Run& run) {
  const auto& o = run.events;
  hash.add_text("events");
  hash.add_column("time", o.time);
  hash.add_column("kind", o.kind);
  hash.add_column("request", o.request);
  hash.add_column("shuttle", o.shuttle);
  hash.add_place("edge", "offset", o.place);
  hash.add_column("value", o.value);
}

void add_requests(Sha256& hash, const Run& run) {
  const auto& r = run.requests;
  hash.add_text("requests");
  hash.add_column("submitted_at", r.submitted_at);
  hash.add_column("earliest_departure", r.earliest_departure);
  hash.add_column("latest_arrival", r.latest_arrival);
  hash.add_column("origin_lon", r.origin_lon);
  hash.add_column("origin_lat", r.origin_lat);
  hash.add_column("destination_lon", r.destination_lon);
  hash.add_column("destination_lat", r.destination_lat);
  hash.add_place("origin_edge", "origin_offset", r.origin);
  hash.add_place("destination_edge", "destination_offset", r.destination);
  hash.add_column("party_size", r.party_size);
  hash.add_column("wheelchairs", r.wheelchairs);
  hash.add_column("boarding_time", r.boarding_time);
  hash.add_column("direct_time", r.direct_time);
  hash.add_column("direct_distance", r.direct_distance);
  hash.add_column("end", r.end);
  hash.add_column("reason", r.reason);
  hash.add_column("shuttle", r.shuttle);
  hash.add_column("decided_at", r.decided_at);
  hash.add_column("promised_pickup", r.promised_pickup);
  hash.add_column("promised_dropoff", r.promised_dropoff);
  hash.add_column("latest_pickup", r.latest_pickup);
  hash.add_column("latest_dropoff", r.latest_dropoff);
  hash.add_column("max_ride_time", r.max_ride_time);
  hash.add_column("pickup", r.pickup);
  hash.add_column("boarded", r.boarded);
  hash.add_column("dropoff", r.dropoff);
  hash.add_column("shared", r.shared);
}

void add_stops(Sha256& hash, const Run& run) {
  const auto& v = run.stops;
  hash.add_text("stops");
  hash.add_column("shuttle", v.shuttle);
  hash.add_column("kind", v.kind);
  hash.add_column("request", v.request);
  hash.add_place("edge", "offset", v.place);
  hash.add_column("planned_begin", v.planned_begin);
  hash.add_column("arrival", v.arrival);
  hash.add_column("begin", v.begin);
  hash.add_column("end", v.end);
  hash.add_column("seats", v.seats);
  hash.add_column("wheelchairs", v.wheelchairs);
}

// Without first_sample and samples: whether trajectories were recorded changes nothing that happened.
void add_legs(Sha256& hash, const Run& run) {
  const auto& l = run.legs;
  hash.add_text("legs");
  hash.add_column("shuttle", l.shuttle);
  hash.add_column("purpose", l.purpose);
  hash.add_column("diverted", l.diverted);
  hash.add_place("from_edge", "from_offset", l.from);
  hash.add_place("to_edge", "to_offset", l.to);
  hash.add_column("departure", l.departure);
  hash.add_column("arrival", l.arrival);
  hash.add_column("distance", l.distance);
  hash.add_column("seats", l.seats);
  hash.add_column("wheelchairs", l.wheelchairs);
  hash.add_column("requests", l.requests);
}

}  // namespace

std::string sha256(const std::string& text) {
  Sha256 hash;
  hash.add(std::string_view{text});
  return hash.hex();
}

std::string canonical_hash(const Run& run) {
  Sha256 hash;
  hash.add_text("navette canonical run 1");
  add_events(hash, run);
  add_requests(hash, run);
  add_stops(hash, run);
  add_legs(hash, run);
  return hash.hex();
}

std::string canonical_hash(const Column& seeds, const std::map<std::string, std::vector<double>>& indicators) {
  Sha256 hash;
  hash.add_text("navette canonical replications 1");
  hash.add_column("seed", seeds);
  for (const auto& [name, values] : indicators) {
    Column bits;
    for (const double value : values) {
      bits.push_back(std::bit_cast<std::int64_t>(std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value));
    }
    hash.add_column(name, bits);
  }
  return hash.hex();
}

}  // namespace navette::verify
