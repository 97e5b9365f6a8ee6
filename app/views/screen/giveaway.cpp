#include "views/screen/giveaway.hpp"

#include "views/screen/contents.hpp"
#include "views/timeline/panel.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace ui {
namespace {

using session::Session;

std::vector<std::string> texts_of(paint::Scene const& scene) {
    std::vector<std::string> texts;
    for (auto const& item : scene.items)
        if (auto const* text = std::get_if<paint::Text>(&item)) texts.push_back(text->text);
    return texts;
}

// All but the question's own card, whose choices name the answer.
std::vector<std::pair<std::string, std::vector<std::string>>> said_by_panels(Panels& panels,
                                                                             Session const& session) {
    panels.look_at(session);
    std::vector<std::pair<std::string, std::vector<std::string>>> said;
    auto const add = [&](char const* name, Content const& content) {
        said.emplace_back(name, texts_of(content.scene));
    };
    constexpr float wide = 2000; // nothing is broken into lines
    add("toolbar", panels.toolbar(session, wide));
    add("lesson", panels.lesson(session, wide));
    add("source", panels.source(session, wide));
    add("loop", loop_panel(panels.loop(session, wide)));
    add("why", panels.why(session, wide));
    add("output", panels.output(session, wide));
    add("inspector", panels.inspector(session, wide));
    add("events", panels.events(session, wide, 100'000, {}));
    auto const& known = session.known();
    auto chart = timeline_chart(known.index, known.timeline, known.problems);
    chart.watches = ui::watch_lanes(session);
    auto const input = timeline_input(session, chart, wide, 800);
    auto const layout = layout_timeline(input);
    auto texts = texts_of(layout.scene);
    for (auto const& region : layout.regions) texts.push_back(timeline_tooltip(input, region));
    said.emplace_back("timeline", std::move(texts));
    return said;
}

} // namespace

std::vector<GivenAway> given_away(Session& session) {
    std::vector<GivenAway> found;
    Panels panels;
    auto const questions =
        session.lesson ? session.lesson->narration.questions : std::vector<session::PlacedQuestion>{};
    for (std::size_t i = 0; i < questions.size(); ++i) {
        auto const& words = questions[i].question.hides;
        if (words.empty()) continue;
        for (auto at = questions[i].asked; at < questions[i].decided; ++at) {
            session::move_to(session, at);
            for (auto const& [panel, texts] : said_by_panels(panels, session))
                for (std::string const& text : texts)
                    for (std::string const& word : words) {
                        if (text.find(word) == std::string::npos) continue;
                        bool const known = std::any_of(found.begin(), found.end(), [&](auto const& each) {
                            return each.question == i && each.word == word && each.panel == panel;
                        });
                        if (!known) found.push_back({i, word, panel, at, text});
                    }
        }
    }
    return found;
}

} // namespace ui
