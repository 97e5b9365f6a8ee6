#include "views/panels/await_graph.hpp"

#include "replay/names.hpp"
#include "views/kit/widgets.hpp"
#include "views/panels/loop_machine.hpp"

#include <algorithm>
#include <map>

using paint::Rect;
using theme::Font;
using theme::Role;
using trace::ObjectId;
using trace::ObjectType;

namespace {

class GraphOf {
  public:
    GraphOf(replay::State const& state, replay::Index const& index) : state_(state), index_(index) {}

    ui::AwaitGraph graph() {
        for (replay::TaskInfo const& task : state_.tasks)
            if (!replay::is_over(task.state)) node(task.id);
        // Nodes are added while their edges are looked for: gathers, and what is waited for in them.
        for (std::size_t i = 0; i < graph_.nodes.size(); ++i) edges_from(i);
        return std::move(graph_);
    }

  private:
    std::size_t node(ObjectId id) {
        if (auto const known = place_.find(id); known != place_.end()) return known->second;
        std::size_t const place = graph_.nodes.size();
        place_[id] = place;
        graph_.nodes.push_back(described(id));
        return place;
    }

    ui::GraphNode described(ObjectId id) const {
        ui::GraphNode node;
        node.id = id;
        node.title = replay::display_name(index_, id);
        if (auto const* task = state_.task(id)) {
            node.detail = replay::words(task->state);
            node.runs = task->state == replay::TaskState::running;
            for (ObjectId at = state_.leaf_of(id); at;) {
                auto const* coroutine = state_.coroutine(at);
                if (!coroutine) break;
                std::string frame(ui::function_of(coroutine->label));
                if (auto const line = coroutine->at()) frame += "  line " + std::to_string(line.line);
                node.frames.insert(node.frames.begin(), std::move(frame));
                at = coroutine->awaiter;
            }
        } else if (auto const* future = state_.future(id)) {
            node.title =
                replay::expand(index_, future->words.empty() ? future->purpose : future->words, true);
            bool const pending = future->state == replay::FutureState::pending;
            node.detail = pending && future->due ? "due " + replay::seconds(*future->due)
                                                 : std::string(replay::words(future->state));
        } else if (auto const* tool = state_.tool(id)) {
            if (tool->holder) node.detail = "held by " + replay::display_name(index_, tool->holder);
        }
        return node;
    }

    void edge(std::size_t from, ObjectId to) {
        if (to) graph_.edges.push_back({from, node(to)});
    }

    void edges_from(std::size_t from) {
        ObjectId const id = graph_.nodes[from].id;
        if (auto const* task = state_.task(id)) {
            if (ObjectId const tool = tool_waited_for(id))
                edge(from, tool);
            else if (!replay::is_over(task->state))
                edge(from, task->awaiting);
        } else if (auto const* future = state_.future(id)) {
            for (ObjectId const child : future->children) edge(from, child);
        } else if (auto const* tool = state_.tool(id)) {
            edge(from, tool->holder);
        }
    }

    ObjectId tool_waited_for(ObjectId task) const {
        for (auto const* tools : {&state_.syncs, &state_.queues})
            for (replay::ToolInfo const& tool : *tools)
                if (std::find(tool.waiting.begin(), tool.waiting.end(), task) != tool.waiting.end())
                    return tool.id;
        return {};
    }

    replay::State const& state_;
    replay::Index const& index_;
    ui::AwaitGraph graph_;
    std::map<ObjectId, std::size_t> place_;
};

constexpr float row_gap = 14;
constexpr float column_gap = 64;
constexpr float frame_line = 20;

float node_height(ui::GraphNode const& node) {
    return 48 + frame_line * static_cast<float>(node.frames.size());
}

// Where each node lies: its column, and its top.
struct Places {
    std::vector<std::size_t> column;
    std::vector<float> top;
    std::size_t columns = 0;
    float height = 0;
};

class Placing {
  public:
    explicit Placing(ui::AwaitGraph const& graph) : graph_(graph) {
        places_.column.assign(graph.nodes.size(), 0);
        places_.top.assign(graph.nodes.size(), 0);
        placed_.assign(graph.nodes.size(), false);
    }

    Places places() {
        std::vector<bool> waited_for(graph_.nodes.size(), false);
        for (auto const& edge : graph_.edges) waited_for[edge.to] = true;
        float y = 8;
        for (bool const roots : {true, false}) // in a circle nobody is first: then the oldest is
            for (std::size_t i = 0; i < graph_.nodes.size(); ++i)
                if (!placed_[i] && (!waited_for[i] || !roots)) y += place(i, 0, y);
        places_.height = y;
        return std::move(places_);
    }

  private:
    // Returns the height that the node takes with all that stands right of it.
    float place(std::size_t node, std::size_t column, float y) {
        placed_[node] = true;
        places_.column[node] = column;
        places_.top[node] = y;
        places_.columns = std::max(places_.columns, column + 1);
        float below = 0;
        for (auto const& edge : graph_.edges)
            if (edge.from == node && !placed_[edge.to]) below += place(edge.to, column + 1, y + below);
        return std::max(below, node_height(graph_.nodes[node]) + row_gap);
    }

    ui::AwaitGraph const& graph_;
    Places places_;
    std::vector<bool> placed_;
};

void draw_node(ui::Content& content, Rect at, ui::GraphNode const& node, bool selected) {
    bool const task = node.id.type() == ObjectType::task;
    auto const roles = theme::task_roles(task ? node.id.number() : 0);
    content.add(paint::Box{at,
                           6,
                           node.runs ? roles.hue
                           : task    ? roles.soft
                                     : Role::background,
                           selected ? Role::accent
                           : task   ? roles.hue
                                    : Role::border,
                           selected ? 2.0F : 1.2F,
                           {},
                           !task});
    auto const ink = node.runs ? roles.on_hue : Role::text;
    float const room = at.w - 24;
    content.add(
        paint::text_in({at.x + 12, at.y + 5, room, 20}, node.title, Font::semibold, theme::size_body, ink));
    content.add(paint::text_in({at.x + 12, at.y + 24, room, 18}, node.detail, Font::regular,
                               theme::size_small, node.runs ? roles.on_hue : Role::muted));
    float y = at.y + 44;
    for (std::size_t i = 0; i < node.frames.size(); ++i, y += frame_line) {
        float const indent = std::min(8.0F * static_cast<float>(i), 32.0F);
        content.add(paint::text_in({at.x + 12 + indent, y, room - indent, frame_line}, node.frames[i],
                                   Font::mono, 11.5F, ink));
    }
    content.hit(at,
                "graph/" + std::to_string(static_cast<int>(node.id.type())) + "/" +
                    std::to_string(node.id.number()),
                ui::select(node.id), {}, 6);
}

} // namespace

ui::AwaitGraph ui::await_graph(replay::State const& state, replay::Index const& index) {
    return GraphOf(state, index).graph();
}

ui::Content ui::graph_panel(AwaitGraph const& graph, float width, ObjectId selected) {
    Content content;
    if (graph.nodes.empty()) {
        content.height = 8 +
                         empty_field(content, {theme::padding, 8}, width - 2 * theme::padding,
                                     "No task lives here: nobody waits for anybody.") +
                         14;
        return content;
    }
    auto const places = Placing(graph).places();
    auto const columns = static_cast<float>(places.columns);
    float const room = width - 2 * theme::padding - column_gap * (columns - 1);
    float const wide = std::clamp(room / columns, 90.0F, 240.0F);
    auto const at = [&](std::size_t i) {
        return Rect{theme::padding + static_cast<float>(places.column[i]) * (wide + column_gap),
                    places.top[i], wide, node_height(graph.nodes[i])};
    };
    for (auto const& edge : graph.edges) {
        Rect const from = at(edge.from), to = at(edge.to);
        bool const forward = to.x > from.x;
        paint::Point const begin{forward ? from.right() : from.x + 24, forward ? from.y + 24 : from.y};
        paint::Point const end{forward ? to.x : to.x + 48, forward ? to.y + 24 : to.bottom()};
        paint::Path path = paint::arrow(begin, end, Role::edge);
        if (forward && begin.y != end.y) {
            float const middle = end.x - column_gap / 2;
            path.points = {begin, {middle, begin.y}, {middle, end.y}, end};
        }
        content.add(std::move(path));
    }
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        draw_node(content, at(i), graph.nodes[i], selected && graph.nodes[i].id == selected);
    content.height = places.height + 4;
    return content;
}
