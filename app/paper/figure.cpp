#include "paper/figure.hpp"

#include "views/panels/await_graph.hpp"
#include "views/panels/loop.hpp"
#include "views/panels/loop_machine.hpp"
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
    input.dress = ui::TimelineDress::picture;
    input.width = options.width;
    input.height = options.height > 0 ? options.height : ui::timeline_height(chart);
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
    return {std::move(layout.scene), input.width, input.height, {}};
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
