#include "paper/figure.hpp"

#include "views/panels/await_graph.hpp"
#include "views/panels/loop.hpp"
#include "views/panels/loop_machine.hpp"
#include "views/timeline/beside.hpp"
#include "views/timeline/timeline.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

using session::Session;

namespace paper {
namespace {

void keep_lanes(ui::TimelineChart& chart, Stretch const& lanes) {
    if (lanes.to > chart.rows.size())
        throw FigureError("There are " + std::to_string(chart.rows.size()) +
                          " lanes, so none has the number " + std::to_string(lanes.to) + ".");
    using Rows = std::vector<ui::TimelineRow>;
    auto const row = [&](std::size_t number) {
        return chart.rows.begin() + static_cast<Rows::difference_type>(number);
    };
    chart.rows = Rows(std::make_move_iterator(row(lanes.from - 1)), std::make_move_iterator(row(lanes.to)));
    chart.find_rows();
}

// The view in which these turns fill the width.
ui::TimelineView view_of(ui::TimelineInput const& input, ui::TimelineLayout const& layout,
                         Stretch const& turns) {
    auto const& all = input.chart->timeline->turns;
    auto const number = [&](std::size_t wanted) {
        return std::find_if(all.begin(), all.end(), [&](auto const& turn) { return turn.number == wanted; });
    };
    auto const first = number(turns.from), last = number(turns.to);
    if (first == all.end() || last == all.end())
        throw FigureError("The loop has " + std::to_string(all.size()) + " turns here, so --turns " +
                          std::to_string(turns.from) + "-" + std::to_string(turns.to) +
                          " are not there; --whole shows those to come, too.");
    ui::TimelineView view = ui::zoomed_to(input, layout, first->begin, last->end);
    // On the screen a little room stays on either side; here only these are asked for.
    double const centre = view.left + static_cast<double>(layout.plot.w) / 2 / view.zoom;
    view.zoom /= 0.8;
    view.left = centre - static_cast<double>(layout.plot.w) / 2 / view.zoom;
    view.followed = input.now->position;
    return view;
}

// The other run below, as it is looked at there.
struct Lower {
    ui::TimelineChart chart;
    replay::State state;
    ui::TimelineInput input; // of both

    Lower(Session const& session, session::Beside const& beside, ui::TimelineView const& view, float width)
        : chart(ui::timeline_chart(beside.known->index, beside.known->timeline, beside.known->problems)),
          state(replay::state_at(*beside.run->log,
                                 session::position_beside(beside, session.run(), session.playback.position))),
          input(ui::beside_input(session, beside, chart, state, width, ui::timeline_height(chart))) {
        input.view = view;
        input.lanes_only = false;
    }
    Lower(Lower const&) = delete;
    Lower& operator=(Lower const&) = delete;
};

// To one scale, at which the longer of the two fits the width.
ui::TimelineView view_of_both(ui::TimelineInput const& input, Lower const& lower) {
    ui::TimelineView view = input.view;
    view.zoom = std::min(ui::layout_timeline(input).scale, ui::layout_timeline(lower.input).scale);
    view.all = false;
    view.followed = input.now->position;
    return view;
}

void add_beside(Session const& session, session::Beside const& beside, Lower& lower,
                ui::TimelineView const& view, Figure& figure) {
    lower.input.view = view;
    lower.input.view.followed = lower.state.position;
    ui::TimelineLayout layout = ui::layout_timeline(lower.input);
    if (layout.overflow > 0) {
        lower.input.height += std::ceil(layout.overflow);
        layout = ui::layout_timeline(lower.input);
    }
    figure.scene.add(ui::beside_title(session, beside, figure.width).scene, {0, figure.height});
    float const top =
        ui::beside_header_height - ui::timeline_header_height(ui::TimelineDress::beside, figure.width);
    figure.scene.add(layout.scene, {0, figure.height + top});
    figure.height += top + lower.input.height;
}

Figure timeline_figure(Session const& session, FigureOptions const& options) {
    session::Run const& run = session.known();
    ui::TimelineChart chart = ui::timeline_chart(run.index, run.timeline, run.problems);
    if (options.lanes) keep_lanes(chart, *options.lanes);
    ui::TimelineInput input;
    input.chart = &chart;
    input.now = &session.state();
    input.view = session.look.timeline;
    if (!options.turns) input.view.all = true; // on paper nobody can scroll
    input.whole_run = session.look.whole_run;
    input.more = session.can_go_on();
    input.selected = session.look.selected;
    input.futures = session.look.futures;
    auto const* const beside = session::beside_shown(session);
    if (beside && beside->comparison.difference) input.parting = beside->comparison.difference->a;
    input.dress = ui::TimelineDress::picture;
    input.width = options.width;
    input.height = options.height > 0 ? options.height : ui::timeline_height(chart);
    std::optional<Lower> lower;
    if (beside) lower.emplace(session, *beside, input.view, input.width);
    if (lower && !options.turns) input.view = view_of_both(input, *lower);
    // What the turns need is known from a layout; how high all is, too.
    ui::TimelineLayout layout = ui::layout_timeline(input);
    if (options.turns) {
        input.view = view_of(input, layout, *options.turns);
        layout = ui::layout_timeline(input);
    }
    if (options.height <= 0 && layout.overflow > 0) {
        input.height += std::ceil(layout.overflow);
        layout = ui::layout_timeline(input);
    }
    Figure figure{std::move(layout.scene), input.width, input.height, {}};
    if (lower) add_beside(session, *beside, *lower, layout.view, figure);
    return figure;
}

Figure of_content(ui::Content content, FigureOptions const& options) {
    float const height = options.height > 0 ? options.height : static_cast<float>(content.height);
    return {std::move(content.scene), options.width, height, {}};
}

} // namespace

std::optional<FigureKind> figure_kind(std::string_view name) {
    if (name == "timeline") return FigureKind::timeline;
    if (name == "graph") return FigureKind::graph;
    if (name == "loop") return FigureKind::loop;
    return std::nullopt;
}

std::string name_of(Session const& session) {
    if (session.lesson) return session.lesson->entry->id;
    std::string const stem = session.run().file.stem().string();
    return stem.empty() ? "trace" : stem;
}

Figure figure(Session const& session, FigureOptions const& options) {
    if (options.kind != FigureKind::timeline && (options.lanes || options.turns))
        throw FigureError("--lanes and --turns are of the timeline.");
    auto const& index = session.known().index;
    Figure made;
    switch (options.kind) {
    case FigureKind::timeline: made = timeline_figure(session, options); break;
    case FigureKind::graph:
        made = of_content(
            ui::graph_panel(ui::await_graph(session.state(), index), options.width, session.look.selected),
            options);
        break;
    case FigureKind::loop:
        made = of_content(ui::loop_panel(ui::loop_picture(ui::loop_machine(session.state(), index),
                                                          options.width, session.look.selected)),
                          options);
        break;
    }
    made.title = name_of(session) + ", event " + std::to_string(session.playback.position) + " of " +
                 std::to_string(session.run().size());
    return made;
}

} // namespace paper
