// What is offered to do at now: all of it has an effect, and nothing is offered that has none.
#include "session/branches/acts.hpp"

#include "commands/branches.hpp"
#include "support/catch.hpp"
#include "support/session_opened.hpp"

#include <algorithm>

using session::Session;
namespace command = session::command;

namespace {

std::vector<std::string> texts(std::vector<session::Act> const& acts) {
    std::vector<std::string> all;
    for (auto const& act : acts) all.push_back(act.text);
    return all;
}

std::vector<std::string> offered(Session& session, trace::ObjectId object) {
    session.look.selected = object;
    return texts(session::acts_now(session));
}

trace::ObjectId task(std::uint32_t number) { return {trace::ObjectType::task, number}; }

} // namespace

TEST_CASE("only acts that fit are offered") {
    Session session = opened("gather-order");
    for (auto& each : session.lesson->predictions) each.skipped = true;
    auto const at = [&](std::string const& words) {
        session::apply(
            session,
            command::Seek{
                lesson::find(lesson::parse_moment(words), session.log(), session.lesson->program).value()});
    };
    at("suspend fetch 3");
    using Texts = std::vector<std::string>;
    CHECK(offered(session, task(2)) ==
          Texts{"cancel t2", "fire t2", "late t2 1", "raise t2 ValueError: boom"});
    CHECK(offered(session, task(1)) ==
          Texts{"cancel t1", "raise t1 ValueError: boom"}); // it waits for gather
    at("end");
    CHECK(offered(session, task(2)).empty()); // it is done
    CHECK(offered(session, {}).empty());
}

TEST_CASE("what only a debugger could do is marked and a message can be added") {
    Session session = opened("gather-order");
    for (auto& each : session.lesson->predictions) each.skipped = true;
    session::apply(session, command::Seek{lesson::find(lesson::parse_moment("suspend fetch 3"), session.log(),
                                                       session.lesson->program)
                                              .value()});
    session.look.selected = task(2);
    for (auto const& act : session::acts_now(session)) {
        INFO(act.text);
        CHECK(act.debugger == act.text.starts_with("raise"));
        CHECK(act.asks.empty() == act.text.starts_with("fire"));
    }
    session::apply(session, command::AskWords{"cancel t2"});
    CHECK(session.look.overlay == session::Overlay::words);
    session::apply(session, command::PaletteQuery{"no time"});
    CHECK(session::typed_rows(session).at(0).title == "cancel Task-2, saying no time");
    session::apply(session, command::PaletteTake{});
    REQUIRE(session::branches_of(session).size() == 1);
    CHECK(session::branches_of(session)[0].conditions.interventions[0].ends_with(" cancel t2 no time"));
    // Not a number of seconds: it cannot be taken.
    session::apply(session, command::AskWords{"late t2"});
    session::apply(session, command::PaletteQuery{"soon"});
    CHECK_FALSE(session::typed_rows(session).at(0).enabled);
}

TEST_CASE("at every event of every lesson what is offered can be done unless it comes too late") {
    std::size_t tried = 0;
    std::size_t vain = 0;
    for (lesson::Lesson const& lesson : tree_catalogue()->lessons) {
        Session session = opened(lesson.id);
        if (!session.has_scenario()) continue;
        auto const prepared = session::prepare(lesson, session.lesson->knobs);
        for (auto& each : session.lesson->predictions) each.skipped = true;
        auto const stride = std::max<replay::Position>(session.run().size() / 4, 1);
        for (replay::Position at = stride; at < session.run().size(); at += stride) {
            session::move_to(session, at);
            for (std::uint32_t number = 1; session.state().task(task(number)); ++number)
                for (std::string const& act : offered(session, task(number))) {
                    auto const made = session::run_under(prepared, {{std::to_string(at) + " " + act}, {}});
                    ++tried;
                    if (!made.fault.empty()) ++vain;
                }
        }
    }
    CHECK(tried > 400);
    CHECK(vain * 10 < tried); // it acts between two callbacks: by then the task may have ended
}
