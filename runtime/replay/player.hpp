// Moves a State through a log, both ways.
#pragma once
#include "replay/state.hpp"
#include "trace/log.hpp"

#include <memory>

namespace replay {

// One step forward or back costs what the event touches; a far seek starts from the nearest keyframe. Memory
// is bounded by a few hundred keyframes that share what did not change between them. The log must outlive the
// player; it may still grow.
class Player {
  public:
    explicit Player(trace::Log const& log);
    Player(Player&&) noexcept;
    Player& operator=(Player&&) noexcept;
    ~Player();

    State const& state() const;   // the reference stays good, its content changes with seek
    void seek(Position position); // beyond the end: the end

  private:
    struct Journal;
    std::unique_ptr<Journal> journal_;
};

} // namespace replay
