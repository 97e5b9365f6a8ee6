#include "support/catch.hpp"

#include "paint/svg.hpp"
#include "paper/figure.hpp"
#include "support/scene_words.hpp"
#include "support/session_opened.hpp"

#include <string>

using paper::FigureKind;
using session::Session;

namespace {

Session at(std::string const& lesson, replay::Position position) {
    Session session = opened(lesson);
    session::move_to(session, position);
    return session;
}

} // namespace

TEST_CASE("a figure has nothing on it to click") {
    Session const session = at("gather-order", 80);
    auto const words = words_of(paper::figure(session, {}).scene);
    CHECK(words.find("Task-2") != std::string::npos);
    for (char const* const control : {"by event", "by clock", "whole run", "event 80"})
        CHECK(words.find(control) == std::string::npos);
}

TEST_CASE("a figure shows only what has happened unless the whole run is asked for") {
    Session session = at("gather-order", 20);
    auto const before = words_of(paper::figure(session, {}).scene);
    CHECK(before.find("Task-4") == std::string::npos);
    session::show_whole_run(session, true);
    CHECK(words_of(paper::figure(session, {}).scene).find("Task-4") != std::string::npos);
}

TEST_CASE("lanes of a figure are counted from the top") {
    Session const session = at("gather-order", 120);
    paper::FigureOptions options;
    options.lanes = paper::Stretch{3, 4};
    auto const figure = paper::figure(session, options);
    CHECK(figure.height < paper::figure(session, {}).height);
    auto const words = words_of(figure.scene);
    CHECK(words.find("Task-1") == std::string::npos);
    CHECK(words.find("Task-2") != std::string::npos);
    options.lanes = paper::Stretch{2, 99};
    CHECK_THROWS_AS(paper::figure(session, options), paper::FigureError);
}

TEST_CASE("turns of a figure fill its width") {
    Session const session = at("gather-order", 120);
    paper::FigureOptions options;
    options.turns = paper::Stretch{2, 2};
    auto const words = words_of(paper::figure(session, options).scene);
    CHECK(words.find("turn 2") != std::string::npos);
    CHECK(words.find("turn 1\n") == std::string::npos);
    options.turns = paper::Stretch{2, 50};
    CHECK_THROWS_AS(paper::figure(session, options), paper::FigureError);
}

TEST_CASE("lanes and turns are refused for other figures") {
    Session const session = at("gather-order", 80);
    paper::FigureOptions options;
    options.kind = FigureKind::loop;
    options.turns = paper::Stretch{1, 1};
    CHECK_THROWS_AS(paper::figure(session, options), paper::FigureError);
}

TEST_CASE("figures of the loop and of who waits for whom say what stands there") {
    Session const session = at("gather-order", 120);
    paper::FigureOptions options;
    options.kind = FigureKind::loop;
    CHECK(words_of(paper::figure(session, options).scene).find("ready queue") != std::string::npos);
    options.kind = FigureKind::graph;
    CHECK(words_of(paper::figure(session, options).scene).find("Task-1") != std::string::npos);
}

TEST_CASE("two figures of one page share no name") {
    Session const session = at("gather-order", 80);
    auto const figure = paper::figure(session, {});
    auto const svg = paint::paint_svg(figure.scene, theme::light(), figure.width, figure.height, {}, "q7");
    CHECK(svg.find("id=\"q7clip0\"") != std::string::npos);
    CHECK(svg.find("id=\"clip") == std::string::npos);
    CHECK(svg.find("url(#clip") == std::string::npos);
    CHECK(svg.find("url(#hatch") == std::string::npos);
}

TEST_CASE("a theme of large type makes a larger picture") {
    auto const large = theme::presenter();
    auto const svg = paint::paint_svg({}, large, 100, 50);
    auto const drawn = svg.find("viewBox=\"0 0 100 50\"");
    REQUIRE(drawn != std::string::npos);
    CHECK(svg.substr(0, drawn).find("width=\"100\"") == std::string::npos);
}

TEST_CASE("a run beside stands below to the same scale and with nothing to click") {
    Session session = at("gather-order", 169);
    auto const alone = paper::figure(session, {});
    session::show_belief(session, "sleep-blocks-everyone");
    auto const both = paper::figure(session, {});
    CHECK(both.height > 1.7F * alone.height);
    auto const words = words_of(both.scene);
    CHECK(words.find("first difference") != std::string::npos);
    CHECK(words.find("hide") == std::string::npos);
    // What comes before they part stands at the same place in both.
    std::vector<float> turns;
    for (paint::Item const& item : both.scene.items)
        if (auto const* const text = std::get_if<paint::Text>(&item); text && text->text == "turn 1")
            turns.push_back(text->at.x);
    REQUIRE(turns.size() == 2);
    CHECK(turns[0] == Approx(turns[1]).margin(1));
}
