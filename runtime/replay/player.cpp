#include "replay/player.hpp"

#include "replay/apply.hpp"

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

namespace replay {
namespace {

constexpr Position first_spacing = 256;     // events between keyframes, in a short log
constexpr std::size_t most_keyframes = 128; // when there would be more, every other one goes
constexpr std::size_t journal_bytes = 8U << 20U;
constexpr Position walk = 256; // events that are always journalled before where a seek ends

} // namespace

struct Player::Journal {
    explicit Journal(trace::Log const& recording) : log(recording), keyframes{State{}} {}

    struct Entry {
        Scalars before;
        std::uint32_t count; // of undo records
    };

    void forward() {
        auto const before = scalars(state);
        scratch.clear();
        apply(log, state, &scratch);
        entries.push_back({before, static_cast<std::uint32_t>(scratch.size())});
        for (auto& record : scratch) {
            bytes += weight(record);
            records.push_back(std::move(record));
        }
        bytes += sizeof(Entry);
        while (bytes > journal_bytes && entries.size() > 1) forget_oldest();
        keep();
    }

    void back() {
        auto const entry = entries.back();
        entries.pop_back();
        bytes -= sizeof(Entry);
        for (std::uint32_t i = 0; i < entry.count; ++i) {
            bytes -= weight(records.back());
            take_back(state, std::move(records.back()));
            records.pop_back();
        }
        set_scalars(state, entry.before);
    }

    void forget_oldest() {
        for (std::uint32_t i = 0; i < entries.front().count; ++i) {
            bytes -= weight(records.front());
            records.pop_front();
        }
        bytes -= sizeof(Entry);
        entries.pop_front();
    }

    void clear() {
        entries.clear();
        records.clear();
        bytes = 0;
    }

    // A keyframe at each multiple of the spacing that is passed for the first time.
    void keep() {
        if (state.position != keyframes.back().position + spacing) return;
        keyframes.push_back(state);
        if (keyframes.size() <= most_keyframes) return;
        spacing *= 2;
        std::erase_if(keyframes, [&](State const& frame) { return frame.position % spacing != 0; });
    }

    static State const* last_at_or_before(std::vector<State> const& frames, Position position) {
        auto const after =
            std::upper_bound(frames.begin(), frames.end(), position,
                             [](Position p, State const& frame) { return p < frame.position; });
        return after == frames.begin() ? nullptr : &*std::prev(after);
    }

    State const& keyframe_before(Position position) const {
        auto const& coarse = *last_at_or_before(keyframes, position);
        auto const* fine = last_at_or_before(nearby, position);
        return fine && fine->position > coarse.position ? *fine : coarse;
    }

    void seek(Position target) {
        target = std::min<Position>(target, log.size());
        if (target < state.position && state.position - target <= entries.size()) {
            while (state.position > target) back();
            return;
        }
        if (target < state.position || target - state.position > walk) {
            auto const& keyframe = keyframe_before(target);
            if (target < state.position || keyframe.position > state.position) {
                clear();
                state = keyframe;
            }
            run_to(target - std::min(target, walk));
        }
        while (state.position < target) forward();
    }

    // Without a journal: only the last stretch before the target needs one, for the steps back that may
    // follow. Walking back further than that meets the finer keyframes left on the way.
    void run_to(Position target) {
        if (state.position >= target) return;
        clear();
        if (target - state.position > spacing) nearby.clear();
        Position const fine = std::max(spacing / 16, walk);
        while (state.position < target) {
            apply(log, state);
            keep();
            if (state.position % fine != 0 || target - state.position > spacing) continue;
            if (!nearby.empty() && nearby.back().position >= state.position) nearby.clear();
            nearby.push_back(state);
        }
    }

    trace::Log const& log;
    State state;
    std::vector<State> keyframes; // by position; the first is the beginning
    std::vector<State> nearby;    // finer ones, of the stretch last run through
    Position spacing = first_spacing;
    std::deque<Entry> entries; // the events just before state.position, oldest first
    std::deque<Undo> records;
    std::vector<Undo> scratch;
    std::size_t bytes = 0;
};

Player::Player(trace::Log const& log) : journal_(std::make_unique<Journal>(log)) {}
Player::Player(Player&&) noexcept = default;
Player& Player::operator=(Player&&) noexcept = default;
Player::~Player() = default;

State const& Player::state() const { return journal_->state; }
void Player::seek(Position position) { journal_->seek(position); }

} // namespace replay
