#include "support/catch.hpp"

#include "support/session_opened.hpp"
#include "views/panels/await_graph.hpp"

#include <algorithm>
#include <set>

using session::Session;

namespace {

ui::AwaitGraph graph_at(Session& session, replay::Position position) {
    session::move_to(session, position);
    return ui::await_graph(session.state(), session.known().index);
}

std::string title(ui::AwaitGraph const& graph, std::size_t node) { return graph.nodes[node].title; }

} // namespace

TEST_CASE("who waits for a gather waits for it and it for its children") {
    Session session = opened("gather-order");
    bool seen = false;
    for (replay::Position at = 1; at <= session.run().size() && !seen; ++at) {
        auto const graph = graph_at(session, at);
        auto const gather = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                         [](auto const& node) { return node.title.starts_with("gather"); });
        if (gather == graph.nodes.end()) continue;
        auto const place = static_cast<std::size_t>(gather - graph.nodes.begin());
        std::set<std::string> children;
        std::string waiter;
        for (auto const& edge : graph.edges) {
            if (edge.from == place) children.insert(title(graph, edge.to));
            if (edge.to == place) waiter = title(graph, edge.from);
        }
        CHECK(waiter == "Task-1");
        CHECK(children == std::set<std::string>{"Task-2", "Task-3", "Task-4"});
        seen = true;
    }
    CHECK(seen);
}

TEST_CASE("nodes of who waits for whom never cover each other and stand within the width") {
    for (std::string const lesson : {"gather-order", "cancel-delivery", "create-task"})
        for (float const width : {360.0F, 900.0F}) {
            Session session = opened(lesson);
            for (replay::Position at = 1; at <= session.run().size(); at += 3) {
                INFO(lesson << " event " << at << " width " << width);
                auto const content = ui::graph_panel(graph_at(session, at), width, {});
                for (std::size_t i = 0; i < content.hits.size(); ++i) {
                    paint::Rect const a = content.hits[i].at;
                    CHECK(a.bottom() <= content.height);
                    for (std::size_t j = i + 1; j < content.hits.size(); ++j) {
                        paint::Rect const b = content.hits[j].at;
                        CHECK_FALSE(
                            (a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()));
                    }
                }
            }
        }
}

TEST_CASE("a task that runs is drawn so and its frames are named from the outside in") {
    Session session = opened("sequential-await");
    bool seen = false;
    for (replay::Position at = 1; at <= session.run().size() && !seen; ++at)
        for (auto const& node : graph_at(session, at).nodes)
            if (node.frames.size() == 2) {
                CHECK(node.frames.front().starts_with("main"));
                seen = true;
            }
    CHECK(seen);
}
