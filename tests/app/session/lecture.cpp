// A lecture is read with all its mistakes, and led from stop to stop.
#include "session/lecture.hpp"
#include "support/catch.hpp"
#include "support/session_opened.hpp"

#include <fstream>
#include <sstream>

using session::Panel;
using session::Session;
namespace command = session::command;

namespace {

std::vector<std::pair<int, std::string>> mistakes(std::string const& text) {
    std::vector<std::pair<int, std::string>> found;
    for (auto const& each : session::read_lecture(text, tree_catalogue()).mistakes)
        found.emplace_back(each.line, each.sentence);
    return found;
}

std::string const two_stops = R"(title = "An hour"
[[stop]]
lesson = "gather-order"
moment = "line 11"
panel = "loop"
note = "Ask first."

[[stop]]
lesson = "gather-order"
knobs = { fast = 3, how = "gather" }
moment = "suspend main"
panel = "timeline"
alone = true

[[stop]]
lesson = "create-task"
)";

Session led(std::string const& text) {
    Session session = session::new_session(tree_catalogue());
    auto read = session::read_lecture(text, tree_catalogue());
    for (auto const& each : read.mistakes) UNSCOPED_INFO(each.line << ": " << each.sentence);
    REQUIRE(read.mistakes.empty());
    session.lecture = std::move(read.lecture);
    session.look.presenter = true;
    session::apply(session, command::GoToStop{0});
    return session;
}

} // namespace

TEST_CASE("a stop opens its lesson with its knobs at its moment and shows its panel") {
    Session session = led(two_stops);
    CHECK(session.lecture->title == "An hour");
    CHECK(session.lesson->entry->id == "gather-order");
    CHECK(session.playback.position == session.lesson->narration.questions[0].asked);
    CHECK(session.look.stage.panel == Panel::loop);
    session::press(session, {session::letter('G')});
    CHECK(session.lesson->knobs.whole("fast") == 3);
    CHECK(session.look.stage.whole == Panel::timeline);
    CHECK(session.playback.position > 0);
    session::press(session, {session::letter('G')});
    CHECK(session.lesson->entry->id == "create-task");
    CHECK(session.playback.position == 0);
    CHECK_FALSE(session.look.stage.whole);
    session::press(session, {session::letter('G')});
    CHECK(session.lecture->at == 2);
    CHECK(session.messages.size() == 1); // the last one
    session::press(session, {session::letter('G'), false, true});
    CHECK(session.lecture->at == 1);
    CHECK(session.lesson->knobs.whole("fast") == 3);
}

TEST_CASE("without a lecture there are no stops") {
    Session session = opened("gather-order");
    CHECK_FALSE(session::may(session, command::NextStop{}));
    CHECK_FALSE(session::may(session, command::ToggleNote{}));
}

TEST_CASE("begin anew forgets votes and answers and goes to the first stop") {
    Session session = led(two_stops);
    session::apply(session, command::ToggleVote{});
    session::apply(session, command::CountDigit{5});
    session::apply(session, command::Step{});
    CHECK(session.lesson->predictions[0].skipped);
    session::apply(session, command::NextStop{});
    session::apply(session, command::NextStop{});
    CHECK_FALSE(session.votes.empty());
    session::apply(session, command::BeginAnew{});
    CHECK(session.votes.empty());
    CHECK(session.lecture->at == 0);
    CHECK(session.lesson->entry->id == "gather-order");
    CHECK_FALSE(session.lesson->predictions[0].given());
    // and at the first stop itself, whose lesson stays open
    session::apply(session, command::Step{});
    CHECK(session.lesson->predictions[0].given());
    session::apply(session, command::BeginAnew{});
    CHECK_FALSE(session.lesson->predictions[0].given());
    CHECK(session.playback.position == session.lecture->stops[0].position);
}

TEST_CASE("begin anew without a lecture begins the lesson anew") {
    Session session = opened("gather-order");
    session::apply(session, command::SetKnob{"fast", "3"});
    session::apply(session, command::SeekEnd{});
    session::apply(session, command::BeginAnew{});
    CHECK(session.playback.position == 0);
    CHECK(session.lesson->knobs.whole("fast") == 3);
    CHECK_FALSE(session.lesson->predictions[0].given());
}

TEST_CASE("every mistake of a lecture is named with its line and what to do") {
    auto const found = mistakes(R"(titel = "x"
[[stop]]
lesson = "gather-ordr"

[[stop]]
lesson = "gather-order"
knobs = { fats = 3 }

[[stop]]
lesson = "gather-order"
knobs = { fast = 77 }

[[stop]]
moment = "line 11"

[[stop]]
lesson = "gather-order"
moment = "suspned main"

[[stop]]
lesson = "gather-order"
moment = "suspend nobody"
panel = "lop"

[[stop]]
lesson = "create-task"
panel = "timeline"

[[stop]]
lesson = "create-task"
notes = "x"
alone = true
moment = 11
)");
    std::vector<std::pair<int, std::string>> const expected{{1, "did you mean `title`?"},
                                                            {3, "did you mean gather-order?"},
                                                            {7, "unknown knob fats"},
                                                            {11, "fast must be a whole number from 0 to 5"},
                                                            {13, "name one: lesson ="},
                                                            {18, "suspned"},
                                                            {22, "awaitscope events gather-order"},
                                                            {23, "did you mean loop?"},
                                                            {27, "`alone = true` lets it fill"},
                                                            {29, "needs a `panel`"},
                                                            {31, "did you mean `note`?"},
                                                            {33, "`moment` must be a text in quotes"}};
    for (auto const& [line, sentence] : found) UNSCOPED_INFO(line << ": " << sentence);
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].first == expected[i].first);
        CHECK_THAT(found[i].second, Catch::Matchers::ContainsSubstring(expected[i].second));
    }
}

TEST_CASE("a lecture that cannot be read at all says why") {
    REQUIRE(mistakes("[[stop]\nlesson = \"x\"").size() == 1);
    CHECK(mistakes("[[stop]\nlesson = \"x\"")[0].first == 1);
    CHECK_THAT(mistakes("title = \"nothing\"").at(0).second,
               Catch::Matchers::ContainsSubstring("at least one"));
    CHECK_THAT(mistakes("[stop]\nlesson = \"gather-order\"").at(0).second,
               Catch::Matchers::ContainsSubstring("[[stop]]"));
    CHECK(session::read_lecture("title = \"nothing\"", tree_catalogue()).lecture.stops.empty());
}

TEST_CASE("the lecture that ships has no mistake and a note at every stop") {
    std::ifstream file(AWAITSCOPE_ROOT "/lessons/first-hour.toml");
    std::stringstream text;
    text << file.rdbuf();
    Session session = led(text.str());
    CHECK(session.lecture->stops.size() >= 5);
    for (std::size_t i = 0; i < session.lecture->stops.size(); ++i) {
        CHECK_FALSE(session.lecture->stops[i].note.empty());
        session::apply(session, command::GoToStop{i});
        CHECK(session.messages.empty());
    }
}

TEST_CASE("a stop may hold a branch that stands below and all of it must come about") {
    std::string const stop = "[[stop]]\nlesson = \"cancel-delivery\"\n";
    auto const lesson = opened("cancel-delivery");
    auto const at = std::to_string(
        lesson::find(lesson::parse_moment("suspend main"), lesson.log(), lesson.lesson->program).value());
    Session session = led(stop + "intervene = [\"" + at + " cancel t1 no time\"]\n" + stop);
    REQUIRE(session.beside);
    CHECK(session.beside->relation == session::Relation::branch);
    REQUIRE(session::branches_of(session).size() == 1);
    CHECK(session::branches_of(session)[0].conditions.interventions[0] == at + " cancel t1 no time");
    // The clicker steps it, and the next stop has none.
    session::apply(session, command::WalkBeside{});
    session::press(session, {session::KeyName::page_down});
    session::press(session, {session::letter('G')});
    CHECK(session::branch_looked_at(session) == 0);

    auto const wrong =
        mistakes(stop + "intervene = [\"9999 cancel t1\"]\n" + stop + "intervene = \"3 cancel t1\"\n" + stop +
                 "intervene = [\"3 stop t1\"]\n" + stop + "schedule = \"x\"\n");
    REQUIRE(wrong.size() == 4);
    CHECK(wrong[0] == std::pair<int, std::string>{3, "The run is over before event 9999."});
    CHECK_THAT(wrong[1].second, Catch::Matchers::ContainsSubstring("must be a list of texts"));
    CHECK_THAT(wrong[2].second, Catch::Matchers::ContainsSubstring("is no intervention"));
    CHECK_THAT(wrong[3].second, Catch::Matchers::ContainsSubstring("is no order"));
}
