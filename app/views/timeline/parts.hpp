// What the files of the timeline's layout share; nobody else includes this.
#pragma once
#include "views/timeline/timeline.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ui::timeline {

// Sizes in px at scale 1.
inline constexpr float turns_height = 36;    // brackets, under the header
inline constexpr float overview_height = 22; // the strip of the whole, where there is one
inline constexpr float strip_height = 24;    // the clock, under the lanes
inline constexpr float foot = 8;
inline constexpr float most_row_height = 190;
inline constexpr float most_compact_height = 72; // of the module and the loop
inline constexpr float least_row_height = 20;
inline constexpr float two_line_height = 40; // from here on a lane's name has a second line

double unit_of(TimelineChart const& chart, Axis axis, replay::Position position);
double units_in_all(TimelineChart const& chart, Axis axis);
double fit_scale(TimelineChart const& chart, Axis axis, float width, bool at_any_price);
// Fills layout.view and layout.scale; layout.plot must be known.
void settle(TimelineInput const& input, TimelineLayout& layout);

// Everything that can be seen in the lanes, for the legend.
enum class Sample : unsigned char {
    running,
    scheduled,
    waiting,
    suspended,
    created,
    future,
    timer,
    arrow,
    cancel,
    done,
    cancelled,
    failed,
    problem,
};
inline constexpr std::size_t sample_count = 13;

// Where a row lies; y may lie outside the lanes.
struct RowPlace {
    float y = 0;
    float h = 0;
    float middle() const { return y + h / 2; }
};

// One layout in the making: what every part needs to know, and the layers they draw on.
struct Work {
    TimelineInput const& input;
    TimelineLayout& out;
    TimelineChart const& chart;
    replay::State const& now;
    paint::Rect lanes; // the rows that scroll, name column included
    std::vector<RowPlace> places;
    struct FuturePlace {
        std::size_t row = 0; // of the chart's future rows
        RowPlace place;
    };
    std::vector<FuturePlace> futures; // that are shown, below the tasks
    std::vector<RowPlace> watches;    // below these
    float head = 0;                   // y under the header and the overview
    float end_x = 0;                  // of what is shown: now, or the end of the run
    replay::Position shown = 0;       // the last position shown
    paint::Scene back, arrows, bars, texts, top;
    std::vector<paint::Rect> taken;        // by texts
    std::array<bool, sample_count> seen{}; // by Sample: what the legend has to name

    explicit Work(TimelineInput const& in, TimelineLayout& layout)
        : input(in), out(layout), chart(*in.chart), now(*in.now) {}

    float x(replay::Position position) const;
    float width(std::string_view text, theme::Font font, float size) const {
        return input.measure(font, size, text);
    }
    bool in_view(RowPlace const& place) const {
        return place.y + place.h > lanes.y && place.y < lanes.bottom();
    }
    float above() const { return head + (input.lanes_only ? 0 : turns_height); } // the lanes
    float below() const { return input.lanes_only ? 0 : strip_height; }
    bool free(paint::Rect at) const;
    // Adds a text with its baseline in the middle of `at` unless it would touch another one.
    bool place_text(paint::Scene& on, paint::Rect at, std::string text, theme::Font font, float size,
                    paint::Color color, paint::Align align = paint::Align::start);
    // What is drawn between these is cut at the edges of the lanes that scroll.
    void begin_scrolled(paint::Scene& on) const;
    void end_scrolled(paint::Scene& on) const;
    paint::Rect seen_of_row(paint::Rect at, std::size_t row) const;
    paint::Rect seen_in_lanes(paint::Rect at) const;
    TimelineRegion& region(TimelineRegion::What kind, paint::Rect at, trace::ObjectId id = {},
                           std::size_t row = 0);
    void sees(Sample sample) { seen[static_cast<std::size_t>(sample)] = true; }
    void mark(std::string name, paint::Rect at) { out.marks.push_back({std::move(name), at}); }
};

// A bar in sight, or several drawn as one.
struct Drawn {
    float from = 0, to = 0; // px, already at least as wide as it must be
    BarForm form = BarForm::running;
    replay::Position begin = 0, end = 0;
    std::size_t index = 0;
    std::size_t folded = 0;
    float share = 1;      // of the time that it ran, where several are drawn as one
    bool goes_on = false; // it is not over at *now*
    bool current = false; // of the loop's lane: the handle that runs
    replay::Span const* span = nullptr;
    replay::FrameSpan const* frame = nullptr;
    Bar const* bar = nullptr;
};
std::vector<Drawn> bars_of_row(Work const& work, TimelineRow const& row);
std::vector<Drawn> frames_of_row(Work const& work, TimelineRow const& row, std::size_t level);

// How frames stand within a lane: a strip for each, the outermost on top, and in a task's below the innermost
// what it awaits. Where there is no room one bar shows them all.
struct Nest {
    float top = 0;
    float strip = 0; // height of each; 0: no room
    std::size_t strips = 0;
    bool all = false; // driven by hand: there is nothing but the frames

    explicit operator bool() const { return strip > 0; }
    // Frames too deep for the lane share a strip, each in front of its awaiter.
    std::size_t of_frame(std::size_t depth) const { return std::min(depth, strips - (all ? 1 : 2)); }
    std::size_t of_awaited(std::size_t depth) const { return std::min(depth, strips - 1); }
    paint::Rect at(std::size_t strip_number, float from, float to) const {
        return {from, top + strip * static_cast<float>(strip_number), std::max(to - from, 0.0F), strip - 1};
    }
    float height() const { return strip * static_cast<float>(strips); }
};
Nest nest_of(Work const& work, std::size_t row);
void add_frames(Work& work, std::size_t row, Nest const& nest);
// From the middle of a lane to where its bars end: what arrows keep away from.
float half_height(Work const& work, std::size_t row, BarForm form);
// What fits of a text that can be said in several ways, the longest first; empty: nothing does.
std::string fitting(Work const& work, std::vector<std::string> const& ways, theme::Font font, float size,
                    float room);

// Colours of a row.
struct RowColors {
    theme::Role hue, on_hue, soft;
};
RowColors colors_of(TimelineRow const& row);
float bar_height(RowKind kind, BarForm form, float row_height);
// "t2", "c1", "l1", "module".
std::string mark_of(TimelineRow const& row);
// What the state of a row's object is called at the moment, and as which form.
struct RowState {
    std::string words;
    enum class Glyph : std::uint8_t {
        none,
        running,
        scheduled,
        waiting,
        created,
        done,
        failed,
        cancelled
    } glyph = Glyph::none;
};
RowState state_of(Work const& work, TimelineRow const& row);
// "" for a coroutine that no task wraps (yet): it goes by its label.
std::string row_name(Work const& work, TimelineRow const& row);

// A timer that fired.
void add_clock_face(Work& work, paint::Scene& on, paint::Point middle, paint::Color color, float width);

void add_header(Work& work);
bool needs_overview(Work const& work); // the lanes show less than all that is known
void add_overview(Work& work);
void add_unknown(Work& work); // the part that has not happened yet
void add_turns_and_clock(Work& work);
void add_names(Work& work);
void add_rows(Work& work);
void add_arrows(Work& work);
inline constexpr float watch_height = 28;  // px of the lane of a watched name
inline constexpr float cancel_height = 12; // of what is said of a cancellation, px
// What happens now takes its place before what the bars say, all others after.
void add_cancellations(Work& work, bool at_now);
// "cancel() by Task-1, line 16", "CancelledError thrown in, line 6".
std::string cancellation_words(TimelineChart const& chart, replay::Cancellation const& it);

// The rows of futures to show, each with the height it would like.
std::vector<std::pair<std::size_t, float>> future_lanes(Work const& work);
bool shows_future(Work const& work, trace::ObjectId future);
void add_futures(Work& work);
void add_watches(Work& work);
void add_now(Work& work);
void add_parting(Work& work); // the ring where two runs part
void add_measured(Work& work);

} // namespace ui::timeline
