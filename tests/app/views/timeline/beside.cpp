// The second timeline, and the outputs side by side.
#include "views/timeline/beside.hpp"

#include "support/catch.hpp"
#include "support/driver.hpp"
#include "support/scene_words.hpp"
#include "views/panels/output.hpp"

namespace command = session::command;

namespace {

session::Session wrongly_predicted() {
    auto session = opened("gather-order");
    auto const placed = session.lesson->narration.questions.at(0);
    session::apply(session, command::Seek{placed.asked});
    session::apply(session, command::Predict{0});
    session::apply(session, command::SeekEnd{});
    return session;
}

} // namespace

TEST_CASE("a wrong prediction shares the timeline with the belief and hiding gives the room back") {
    Driver driver(wrongly_predicted());
    REQUIRE(driver.shows("beside"));
    auto const belief = driver.at("beside");
    for (auto const& [name, at] : driver.marks)
        if (name.starts_with("timeline/lane/") && name != "timeline/lane/l1") {
            INFO(name);
            CHECK(at.bottom() <= belief.y + 1);
        }
    driver.click("beside/hide");
    driver.frames(2);
    CHECK_FALSE(driver.shows("beside"));
    CHECK(driver.session.look.selected == trace::ObjectId{});
}

TEST_CASE("where room is dear the run beside shows its lanes alone and leaves more to the truth") {
    auto const session = wrongly_predicted();
    auto const& belief = *session::beside_shown(session);
    auto const& known = *belief.known;
    auto const chart = ui::timeline_chart(known.index, known.timeline, known.problems);
    auto const state = replay::state_at(*belief.run->log, known.size());
    auto const input = [&](float panel) {
        auto const shared = ui::shared_timeline(session, {0, 0, 668, panel});
        CHECK(shared.truth.h > shared.beside.h);
        return ui::beside_input(session, belief, chart, state, 668,
                                shared.beside.h - ui::beside_header_height);
    };
    CHECK(input(458).lanes_only); // 1024 x 768
    CHECK(ui::shared_timeline(session, {0, 0, 668, 458}).beside.h < 0.45F * 458);
    CHECK_FALSE(input(680).lanes_only);
}

TEST_CASE("the run beside has a strip of all that is known of it where it has room") {
    auto const session = wrongly_predicted();
    auto const& belief = *session::beside_shown(session);
    auto const& known = *belief.known;
    auto const chart = ui::timeline_chart(known.index, known.timeline, known.problems);
    auto const state = replay::state_at(*belief.run->log, known.size());
    auto const strip = [&](float height) {
        auto const layout = ui::layout_timeline(ui::beside_input(session, belief, chart, state, 668, height));
        return layout.overview;
    };
    CHECK(strip(260).w > 300);
    CHECK(strip(150).w == 0);
}

TEST_CASE("both outputs stand side by side and only where they differ is marked") {
    auto session = wrongly_predicted();
    auto const& belief = *session::beside_shown(session);
    auto const real = ui::output_of(session.state(), session.known().index);
    auto const believed =
        ui::output_of(replay::state_at(*belief.run->log, belief.run->size()), belief.known->index);
    auto const content = ui::outputs_beside(real, believed, 400, {"really", "if it were so"});
    CHECK(content.hits.empty());
    int marked = 0;
    for (auto const& item : content.scene.items)
        if (auto const* text = std::get_if<paint::Text>(&item); text && text->font == theme::Font::mono)
            if (text->color == paint::Color(theme::Role::now)) {
                ++marked;
                CHECK(text->at.x > 200);
            }
    CHECK(marked >= 1); // ['fast', 'mid', 'slow'] 3s
    CHECK(words_of(ui::beside_header(session, belief, 2000).scene).find("['fast', 'mid', 'slow']") !=
          std::string::npos);
    CHECK(words_of(ui::beside_header(session, belief, 2000).scene).find("['slow', 'fast', 'mid']") !=
          std::string::npos);
}
