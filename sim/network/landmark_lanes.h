#pragma once

#include <array>
#include <cstdint>

#include "network/eight.h"
#include "network/landmarks.h"

namespace navette {

/// Landmark times of eight places side by side.
struct LandmarkLanes {
  std::array<Eight::Lanes, kLandmarks> to{};    // (landmark, lane)
  std::array<Eight::Lanes, kLandmarks> from{};  // (landmark, lane)
  Eight::Lanes turning_gain{};                  // [steps] rounded up

  void set(std::size_t lane, const LandmarkTimes& place, const Landmarks& landmarks) {
    set(lane, place.to, place.from, landmarks.steps_up(Milliseconds{place.turning_gain}));
  }
  /// A lane from which drives start at any of several places.
  void set_from(std::size_t lane, const PlacesNear& places, const Landmarks& landmarks) {
    set(lane, places.least.to, places.most.from, landmarks.steps_up(Milliseconds{places.most.turning_gain}));
  }
  /// A lane to which drives end at any of several places.
  void set_to(std::size_t lane, const PlacesNear& places, const Landmarks& landmarks) {
    set(lane, places.most.to, places.least.from, landmarks.steps_up(Milliseconds{places.most.turning_gain}));
  }

 private:
  void set(std::size_t lane, const LandmarkTimes::Times& to_landmarks, const LandmarkTimes::Times& from_landmarks,
           std::int16_t gain) {
    for (std::size_t k = 0; k < kLandmarks; ++k) {
      to[k][lane] = to_landmarks[k];
      from[k][lane] = from_landmarks[k];
    }
    turning_gain[lane] = gain;
  }
};

/// One place, the same in all lanes.
struct LandmarkSpread {
  std::array<Eight, kLandmarks> to;
  std::array<Eight, kLandmarks> from;
  Eight turning_gain;  // [steps] rounded up

  LandmarkSpread(const LandmarkTimes& place, const Landmarks& landmarks)
      : turning_gain{Eight::all(landmarks.steps_up(Milliseconds{place.turning_gain}))} {
    for (std::size_t k = 0; k < kLandmarks; ++k) {
      to[k] = Eight::all(place.to[k]);
      from[k] = Eight::all(place.from[k]);
    }
  }
};

/// As Landmarks::least_drive, lane by lane, but never negative. [steps]
inline Eight least_drive(const LandmarkLanes& a, const LandmarkSpread& b) {
  Eight apart = Eight::all(0);
  for (std::size_t k = 0; k < kLandmarks; ++k) {
    apart = max(apart, max(Eight::of(a.to[k]) - b.to[k], b.from[k] - Eight::of(a.from[k])));
  }
  const Eight too_much = Eight::all(Landmarks::kTooFew) + max(Eight::of(a.turning_gain), b.turning_gain);
  return max(apart - too_much, Eight::all(0));
}
inline Eight least_drive(const LandmarkSpread& a, const LandmarkLanes& b) {
  Eight apart = Eight::all(0);
  for (std::size_t k = 0; k < kLandmarks; ++k) {
    apart = max(apart, max(a.to[k] - Eight::of(b.to[k]), Eight::of(b.from[k]) - a.from[k]));
  }
  const Eight too_much = Eight::all(Landmarks::kTooFew) + max(a.turning_gain, Eight::of(b.turning_gain));
  return max(apart - too_much, Eight::all(0));
}

}  // namespace navette
