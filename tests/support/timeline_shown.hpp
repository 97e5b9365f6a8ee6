// Timelines for tests: a log, laid out at a position, and questions about the result.
#pragma once
#include "replay/findings/problems.hpp"
#include "replay/state.hpp"
#include "support/recordings.hpp"
#include "views/timeline/timeline.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// Everything a layout refers to, in one place that does not move.
struct Shown {
    trace::Log log;
    std::optional<replay::Index> index;
    replay::Timeline timeline;
    ui::TimelineChart chart;
    replay::State state;
    ui::TimelineInput input;
    ui::TimelineLayout layout;

    explicit Shown(trace::Log from, float width = 1192, float height = 470) : log(std::move(from)) {
        input.chart = &chart;
        input.width = width;
        input.height = height;
        at(log.size());
    }
    Shown(Shown const&) = delete;
    Shown& operator=(Shown const&) = delete;

    Shown& at(replay::Position position) {
        state = replay::state_at(log, position);
        input.now = &state;
        input.more = position < log.size();
        return again();
    }
    Shown& again() {
        // As the studio does: of what may be seen, and nothing else.
        index.emplace(log, input.whole_run ? log.size() : state.position);
        timeline = replay::timeline(*index);
        chart = ui::timeline_chart(*index, timeline, replay::problems(*index));
        layout = ui::layout_timeline(input);
        return *this;
    }
    Shown& by_clock() {
        input.view.axis = ui::Axis::clock;
        return again();
    }

    std::vector<ui::TimelineRegion> regions(ui::TimelineRegion::What kind) const {
        std::vector<ui::TimelineRegion> out;
        for (auto const& each : layout.regions)
            if (each.kind == kind) out.push_back(each);
        return out;
    }
    std::vector<ui::TimelineRegion> bars(std::string_view id) const {
        std::vector<ui::TimelineRegion> out;
        for (auto const& each : regions(ui::TimelineRegion::What::bar))
            if (trace::to_string(each.id) == id) out.push_back(each);
        return out;
    }
    std::vector<paint::Text> texts() const {
        std::vector<paint::Text> out;
        for (auto const& item : layout.scene.items)
            if (auto const* text = std::get_if<paint::Text>(&item)) out.push_back(*text);
        return out;
    }
    bool says(std::string_view words) const {
        for (auto const& text : texts())
            if (text.text.find(words) != std::string::npos) return true;
        return false;
    }
    paint::Rect mark(std::string_view name) const {
        for (auto const& each : layout.marks)
            if (each.name == name) return each.at;
        return {};
    }
};

// The position just after the nth `line` event of this line.
inline replay::Position line_position(trace::Log const& log, std::uint32_t line, int nth = 1) {
    for (replay::Position i = 0; i < log.size(); ++i)
        if (log[i].kind == trace::Kind::line && log[i].line == line && --nth == 0) return i + 1;
    throw std::runtime_error("no such line event");
}

// The extents of a text as it is painted.
inline paint::Rect extents(paint::Text const& text) {
    float wide = paint::measure(text.font, text.size, text.text);
    if (text.max_width > 0) wide = std::min(wide, text.max_width);
    float const x = text.align == paint::Align::middle ? text.at.x - wide / 2
                    : text.align == paint::Align::end  ? text.at.x - wide
                                                       : text.at.x;
    return {x, text.at.y - text.size * 0.75F, wide, text.size * 0.95F};
}
