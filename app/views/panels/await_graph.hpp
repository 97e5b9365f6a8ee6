// Who waits for whom: the tasks that live, in each its coroutines as they await each other, and what the
// innermost of them waits for.
#pragma once
#include "replay/index.hpp"
#include "replay/state.hpp"
#include "views/kit/content.hpp"

#include <string>
#include <vector>

namespace ui {

struct GraphNode {
    trace::ObjectId id;
    std::string title;               // "Task-3", "gather of 2, 3", "lock s1"
    std::string detail;              // "waiting", "due 2.000 s", "held by Task-2"
    std::vector<std::string> frames; // of a task, outermost first: "main  line 9"
    bool runs = false;
};

struct GraphEdge { // from who waits to what it waits for
    std::size_t from = 0, to = 0;
    bool operator==(GraphEdge const&) const = default;
};

struct AwaitGraph {
    std::vector<GraphNode> nodes; // tasks by age, then what they wait for
    std::vector<GraphEdge> edges;
};

AwaitGraph await_graph(replay::State const& state, replay::Index const& index);

// Each node right of those that wait for it. Where tasks wait for each other in a circle, an edge goes back.
Content graph_panel(AwaitGraph const& graph, float width, trace::ObjectId selected);

} // namespace ui
