// What the panels say, looked at as plain items.
#include "support/catch.hpp"

#include "replay/interest.hpp"
#include "replay/names.hpp"
#include "support/recordings.hpp"
#include "support/scene_words.hpp"
#include "support/session_opened.hpp"
#include "views/kit/flow.hpp"
#include "views/kit/highlight.hpp"
#include "views/kit/surface.hpp"
#include "views/overlays/parts.hpp"
#include "views/panels/events.hpp"
#include "views/panels/facts.hpp"
#include "views/panels/lesson.hpp"
#include "views/panels/loop.hpp"
#include "views/panels/loop_machine.hpp"
#include "views/panels/output.hpp"
#include "views/panels/positions.hpp"
#include "views/panels/source.hpp"
#include "views/panels/toolbar.hpp"
#include "views/panels/why.hpp"
#include "views/screen/layout.hpp"

#include <algorithm>
#include <map>
#include <variant>

using Catch::Matchers::ContainsSubstring;
using ui::Syntax;
namespace command = session::command;

namespace {

float ten_a_character(theme::Font, float, std::string_view text) {
    return 10 * static_cast<float>(text.size());
}

session::Session at_position(std::string const& lesson, replay::Position position) {
    auto session = opened(lesson);
    session::apply(session, command::Seek{position});
    return session;
}

// Just after the n-th event of a kind, from 1.
replay::Position after(session::Session const& session, trace::Kind kind, int n = 1) {
    for (trace::Step step = 0; step < session.log().size(); ++step)
        if (session.log()[step].kind == kind && --n == 0) return step + 1;
    FAIL("no such event");
    return 0;
}

std::vector<std::string> pieces(ui::CodeLine const& line, Syntax syntax) {
    std::vector<std::string> found;
    for (auto const& piece : line.pieces)
        if (piece.syntax == syntax)
            found.emplace_back(line.text.substr(piece.begin, piece.end - piece.begin));
    return found;
}

} // namespace

TEST_CASE("text is broken at spaces and words too long for a line are broken where they must") {
    auto const lines = ui::wrapped("one two three", theme::Font::regular, 10, 70, &ten_a_character);
    CHECK(lines == std::vector<std::string>{"one two", "three"});
    auto const broken = ui::wrapped("abcdefgh ij", theme::Font::regular, 10, 40, &ten_a_character);
    CHECK(broken == std::vector<std::string>{"abcd", "efgh", "ij"});
    CHECK(ui::wrapped("", theme::Font::regular, 10, 40, &ten_a_character).empty());
}

TEST_CASE("neighbours of different looks without a space between them stay together") {
    std::vector<ui::Styled> const text{{"say ", theme::Font::regular, 10, {}, -1, false},
                                       {"results", theme::Font::mono, 10, {}, -1, false},
                                       {"?", theme::Font::regular, 10, {}, -1, false}};
    auto const flow = ui::flow(text, 100, &ten_a_character);
    REQUIRE(flow.lines == 2);
    for (auto const& piece : flow.pieces) CHECK(piece.line == (piece.styled == 0 ? 0U : 1U));
}

TEST_CASE("code is broken after a bracket or a comma rather than inside a name") {
    std::vector<ui::Styled> const text{{"gather(alpha,beta)", theme::Font::mono, 10, {}, -1, true}};
    auto const flow = ui::flow(text, 80, &ten_a_character);
    std::vector<std::string> lines(flow.lines);
    for (auto const& piece : flow.pieces) lines[piece.line] += piece.text;
    CHECK(lines == std::vector<std::string>{"gather(", "alpha,", "beta)"});
}

TEST_CASE("Python's keywords and awaits and strings and comments are told apart") {
    auto const lines =
        ui::highlight("async def fetch(name):  # quick\n    await f(\"if\")\n    x = '''a\nif b''' or 12\n",
                      ui::Language::python);
    REQUIRE(lines.size() == 4);
    CHECK(pieces(lines[0], Syntax::keyword) == std::vector<std::string>{"async", "def"});
    CHECK(pieces(lines[0], Syntax::name) == std::vector<std::string>{"fetch"});
    CHECK(pieces(lines[0], Syntax::comment) == std::vector<std::string>{"# quick"});
    CHECK(pieces(lines[1], Syntax::suspends) == std::vector<std::string>{"await"});
    CHECK(pieces(lines[1], Syntax::string) == std::vector<std::string>{"\"if\""});
    CHECK(pieces(lines[3], Syntax::string) == std::vector<std::string>{"if b'''"});
    CHECK(pieces(lines[3], Syntax::keyword) == std::vector<std::string>{"or"});
    CHECK(pieces(lines[3], Syntax::number) == std::vector<std::string>{"12"});
}

TEST_CASE("the pieces of a line cover it in order whatever it holds") {
    for (auto const* program : {"x = 'open", "f\"{a}\" '", "\\", "\"\\", "\xC3\xA9 = 1 /* #", "\t\t", "'''"})
        for (auto const language : {ui::Language::python, ui::Language::cpp})
            for (auto const& line : ui::highlight(program, language)) {
                std::size_t at = 0;
                for (auto const& piece : line.pieces) {
                    CHECK(piece.begin == at);
                    at = piece.end;
                }
                CHECK(at == line.text.size());
            }
}

TEST_CASE("a layout fills the screen without gaps but its own") {
    for (auto const& [width, height] : {std::pair{1280.0F, 720.0F}, {3840.0F, 2160.0F}, {640.0F, 360.0F}}) {
        auto const layout = ui::layout(width, height);
        float right = 0, bottom = 0;
        for (auto const& slot : layout.slots) {
            right = std::max(right, slot.at.right());
            bottom = std::max(bottom, slot.at.bottom());
        }
        CHECK(right == Approx(width - theme::gap));
        CHECK(bottom == Approx(height - theme::gap));
        for (auto const panel :
             {session::Panel::lesson, session::Panel::source, session::Panel::timeline, session::Panel::loop,
              session::Panel::why, session::Panel::events, session::Panel::output, session::Panel::inspector})
            CHECK(layout.slot_of(panel) != nullptr);
    }
}

TEST_CASE("splitters keep both sides readable") {
    session::Splits splits;
    splits.left = 0.99F;
    auto const wide = ui::layout(1600, 900, splits);
    CHECK(wide.slot_of(session::Panel::timeline)->at.w >= 500);
    splits.left = 0.01F;
    CHECK(ui::layout(1600, 900, splits).slot_of(session::Panel::lesson)->at.w >= 300);
    CHECK(ui::layout(1600, 900, {}, std::nullopt).splitters.size() + 1 == wide.splitters.size());
}

TEST_CASE("the loop machine shows who runs and who waits for the clock") {
    auto session = opened("gather-order");
    auto const jump = after(session, trace::Kind::loop_advance);
    session::apply(session, command::Seek{jump - 1});
    auto const machine = ui::loop_machine(session.state(), session.run().index);
    REQUIRE(machine.timers.size() == 3);
    CHECK(machine.timers[0].when == "1.000 s");
    CHECK(machine.timers[0].title == "wakes Task-3");
    CHECK(machine.timers[0].detail == "sleep(1)");
    CHECK(machine.timers[0].until == "in 1 s");
    CHECK(machine.timers[2].title == "wakes Task-2");
    CHECK(machine.ready.empty());
    CHECK_FALSE(machine.ready_hint.empty());
    CHECK_FALSE(machine.running);
    CHECK_THAT(machine.running_hint, ContainsSubstring("waits 1 s"));
}

TEST_CASE("the loop machine shows the ready queue first in first out") {
    auto session = opened("gather-order");
    session::apply(session, command::Seek{after(session, trace::Kind::task_suspend)});
    auto const machine = ui::loop_machine(session.state(), session.run().index);
    REQUIRE(machine.ready.size() == 3);
    CHECK(machine.ready[0].title == "step of Task-2");
    CHECK(machine.ready[2].title == "step of Task-4");
    REQUIRE(machine.running);
    CHECK(machine.running->title == "step of Task-1");
    auto const content = ui::loop_panel(ui::loop_picture(machine, 400, {}));
    CHECK(content.find("loop/running") != nullptr);
    CHECK(content.find("loop/ready/3") != nullptr);
    CHECK(content.find("loop/ready/4") == nullptr);
}

TEST_CASE("lengths of time are short and exact") {
    CHECK(ui::duration(1'000'000'000) == "1 s");
    CHECK(ui::duration(500'000'000) == "0.5 s");
    CHECK(ui::duration(20'000'000) == "20 ms");
    CHECK(ui::duration(1'500) == "1.5 us");
    CHECK(ui::duration(0) == "0 s");
}

TEST_CASE("the source knows where every task stands") {
    auto session = opened("gather-order");
    session::apply(session, command::Seek{after(session, trace::Kind::print)});
    auto const at = ui::positions(session.state(), 1, session.log());
    REQUIRE(at.tasks.contains(5));
    CHECK(at.tasks.at(5).front() == ui::TaskHere{*trace::parse_object_id("t3"), ui::Stand::running});
    REQUIRE(at.tasks.contains(4));
    CHECK(at.tasks.at(4).size() == 2);
    CHECK(at.tasks.at(4).front().stand == ui::Stand::suspended);
    CHECK(at.live.line == 5);
    CHECK(std::any_of(at.locals.begin(), at.locals.end(),
                      [](auto const& local) { return local.name == "name"; }));
}

TEST_CASE("the line that is marked is one of the frame that runs, or none is") {
    std::size_t marked = 0, none = 0;
    for (char const* const lesson :
         {"gather-order", "cancel-delivery", "call-does-nothing", "create-task", "sequential-await"}) {
        auto session = opened(lesson);
        auto const& log = session.log();
        std::map<trace::ObjectId, std::uint32_t> last; // line of each coroutine, as the events say it
        for (std::size_t step = 0; step <= log.size(); ++step) {
            if (step > 0 && log[step - 1].kind == trace::Kind::line)
                last[log[step - 1].subject] = log[step - 1].line;
            session::apply(session, command::Seek{step});
            auto const& state = session.state();
            auto const at = ui::positions(state, 1, log);
            INFO(lesson << " after step " << step);
            if (auto const leaf = state.current_leaf()) {
                // A plain function that the last line event stands in may be over: what happens next says
                // where.
                std::uint32_t const event_line = step > 0 ? log[step - 1].line : 0;
                if (event_line != 0 && at.live.line == event_line) last[leaf] = event_line;
                auto const& running = *state.coroutine(leaf);
                auto const expected =
                    running.frames.empty() ? ui::definition(log.sources(), running.label).line : last[leaf];
                CHECK(at.live.line == expected);
            } else if (state.loop_running)
                CHECK(!at.live);
            ++(at.live ? marked : none);
        }
    }
    CHECK(marked > 100);
    CHECK(none > 100);
}

TEST_CASE("when a task's step has begun the line where it goes on is kept in view and not marked") {
    auto session = opened("gather-order");
    session::apply(session, command::Seek{136}); // Task-2 runs
    auto const at = ui::positions(session.state(), 1, session.log());
    CHECK(!at.live);
    CHECK(at.next.line == 4);
    auto const lines = ui::highlight(session.log().source(1)->text, ui::Language::python);
    ui::SourceInput input;
    input.lines = &lines;
    input.positions = &at;
    input.width = 400;
    auto const content = ui::source_panel(input);
    REQUIRE(content.keep.has_value());
    CHECK(content.find("source/gutter/4")->at.y == Approx(content.keep->top));
}

TEST_CASE("a scenario shows the tasks at the statements of its markers") {
    auto session = opened("gather-order");
    session::apply(session, command::Seek{after(session, trace::Kind::print)});
    auto const lines =
        ui::program_lines(session.lesson->scenario_lines, session.lesson->program, session.lesson->scenario);
    auto const there = ui::in_scenario(ui::positions(session.state(), 1, session.log()), lines);
    auto const code = ui::highlight(session.lesson->scenario, ui::Language::cpp);
    REQUIRE(there.live.line > 0);
    CHECK_THAT(std::string(code[there.live.line - 1].text), ContainsSubstring("print(\"finished\""));
    for (auto const& [line, tasks] : there.tasks)
        if (tasks.front().stand == ui::Stand::suspended)
            CHECK_THAT(std::string(code[line - 1].text),
                       ContainsSubstring("co_await") || ContainsSubstring("line(11)") ||
                           ContainsSubstring("gather") || ContainsSubstring("run("));
}

TEST_CASE("the live line is lit and kept in view and breakpoints are told from other lines") {
    auto session = opened("gather-order");
    session::apply(session, command::Seek{after(session, trace::Kind::print)});
    auto const at = ui::positions(session.state(), 1, session.log());
    auto const lines = ui::highlight(session.log().source(1)->text, ui::Language::python);
    ui::SourceInput input;
    input.lines = &lines;
    input.positions = &at;
    input.width = 400;
    input.breakpoints = {6};
    auto const content = ui::source_panel(input);
    REQUIRE(content.keep.has_value());
    auto const* gutter = content.find("source/gutter/5");
    REQUIRE(gutter != nullptr);
    CHECK(gutter->at.y == Approx(content.keep->top));
    CHECK(content.find("source/gutter/6")->tip == "remove the breakpoint");
    CHECK(gutter->tip == "set a breakpoint");
    CHECK_THAT(words_of(content.scene), ContainsSubstring("name='fast'"));
}

TEST_CASE("lines that go on begin further in and stay inside") {
    std::vector<ui::Styled> const text{{"one two three four", theme::Font::mono, 10, {}, -1, false}};
    auto const flow = ui::flow(text, 80, &ten_a_character, 20);
    REQUIRE(flow.lines == 3);
    for (auto const& piece : flow.pieces) {
        CHECK(piece.x == (piece.line == 0 ? 0 : 20));
        CHECK(piece.x + piece.width <= 80);
    }
}

TEST_CASE("a timer is its sleeper's from the moment it is set") {
    auto session = opened("gather-order");
    session::apply(session, command::Seek{after(session, trace::Kind::handle_timer)});
    auto const machine = ui::loop_machine(session.state(), session.run().index);
    REQUIRE(machine.timers.size() == 1);
    CHECK(machine.timers.front().title == "wakes Task-2");
}

TEST_CASE("the inspector speaks of the program while no task runs") {
    auto const session = at_position("call-does-nothing", 9);
    auto const facts = ui::facts_of(session.state(), session.run().index, {});
    CHECK(facts.title == "The program");
    CHECK(std::any_of(facts.facts.begin(), facts.facts.end(),
                      [](auto const& fact) { return fact.value == "running"; }));
}

TEST_CASE("a problem stands above the reasons at its own moment only") {
    replay::Problem const problem{replay::ProblemKind::never_awaited, 7, *trace::parse_object_id("c1"),
                                  "greet('Ada') was never awaited: it never ran"};
    std::vector<replay::Reason> const reasons{{7, "the coroutine is destroyed"}};
    auto const with = ui::why_panel(reasons, 0, {&problem, 1}, 500);
    CHECK_THAT(words_of(with.scene), ContainsSubstring("never awaited"));
    CHECK(with.find("why/problem") != nullptr);
    CHECK(ui::why_panel(reasons, 0, {}, 500).find("why/problem") == nullptr);
}

TEST_CASE("a narrow source loses no character") {
    auto const lines = ui::highlight("results = await asyncio.gather(fetch('slow', 3), fetch('fast', 1))",
                                     ui::Language::python);
    ui::SourceInput input;
    input.lines = &lines;
    input.width = 200;
    auto const content = ui::source_panel(input);
    std::string joined;
    for (auto const& item : content.scene.items)
        if (auto const* text = std::get_if<paint::Text>(&item); text && text->align == paint::Align::start) {
            joined += text->text;
            CHECK(text->at.x + paint::measure(text->font, text->size, text->text) <= 200);
        }
    std::erase(joined, ' ');
    CHECK(joined == "results=awaitasyncio.gather(fetch('slow',3),fetch('fast',1))");
    CHECK(content.height > 2 * theme::line_height);
}

TEST_CASE("the inspector says who made a task and who waits for it") {
    auto session = opened("gather-order");
    session::apply(session, command::Seek{after(session, trace::Kind::print)});
    auto const facts = ui::facts_of(session.state(), session.run().index, *trace::parse_object_id("t3"));
    CHECK(facts.title == "Task-3");
    auto const value = [&](std::string const& label) {
        for (auto const& fact : facts.facts)
            if (fact.label == label) return fact.value;
        return std::string();
    };
    CHECK(value("state") == "running");
    CHECK(value("coroutine") == "fetch('fast', 1)");
    CHECK(value("line") == "5 of program.py");
    CHECK(value("created by") == "Task-1, line 11");
    CHECK(value("awaited by") == "gather → Task-1");
    CHECK_THAT(value("locals"), ContainsSubstring("name='fast'"));
}

TEST_CASE("the inspector says who asked to cancel and whether it has come") {
    auto session = opened("cancel-delivery");
    session::apply(session, command::Seek{after(session, trace::Kind::task_cancel)});
    auto const facts = ui::facts_of(session.state(), session.run().index, *trace::parse_object_id("t2"));
    std::string said;
    for (auto const& fact : facts.facts) said += fact.label + ": " + fact.value + "\n";
    CHECK_THAT(said, ContainsSubstring("cancel asked by: Task-1, line 16"));
    CHECK_THAT(said, ContainsSubstring("delivered: not yet"));
}

TEST_CASE("nothing is said of what is not there yet") {
    auto session = at_position("gather-order", 0);
    CHECK(ui::facts_of(session.state(), session.run().index, *trace::parse_object_id("t3")).title.empty());
    CHECK(ui::facts_of(session.state(), session.run().index, {}).title.empty());
}

TEST_CASE("the output holds what was printed so far and tells nothing of the rest") {
    auto session = opened("gather-order");
    session::apply(session, command::Seek{after(session, trace::Kind::print)});
    auto const output = ui::output_of(session.state(), session.run().index);
    REQUIRE(output.lines.size() == 1);
    CHECK(output.lines[0].text == "finished fast");
    CHECK(output.lines[0].current);
    CHECK(output.lines[0].who == "Task-3");
    auto const text = words_of(ui::output_panel(output, 320).scene);
    CHECK_THAT(text, ContainsSubstring("finished fast"));
    CHECK_THAT(text, !ContainsSubstring("finished mid"));
}

TEST_CASE("in a narrow panel what was printed keeps its room") {
    auto session = opened("gather-order");
    session::apply(session, command::SeekEnd{});
    auto const output = ui::output_of(session.state(), session.run().index);
    CHECK_THAT(words_of(ui::output_panel(output, 180).scene), ContainsSubstring("finished fast\n"));
    CHECK_THAT(words_of(ui::output_panel(output, 180).scene), !ContainsSubstring("Task-3"));
    CHECK_THAT(words_of(ui::output_panel(output, 400).scene), ContainsSubstring("Task-3 · "));
}

TEST_CASE("events make only the rows in view and none of what has not happened") {
    auto session = opened("gather-order");
    ui::EventsInput input;
    input.index = &session.run().index;
    input.position = 60;
    input.known = 60;
    input.width = 400;
    input.top = 600;
    input.height = 200;
    auto const content = ui::events_panel(input);
    CHECK(content.height == Approx(60 * ui::event_row).margin(20));
    CHECK(content.hits.size() < 2 * 25); // a row, and its number
    CHECK(content.find("event/30") != nullptr);
    CHECK(content.find("event/2") == nullptr);
    CHECK(content.find("event/61") == nullptr);
}

TEST_CASE("the main events leave out handles and light the last of them that has come") {
    auto session = opened("gather-order");
    auto const rows = replay::main_events(session.log());
    CHECK(rows.size() < session.log().size());
    for (auto const position : rows) {
        CHECK(session.log()[position - 1].kind != trace::Kind::handle_run);
        CHECK(session.log()[position - 1].kind != trace::Kind::local);
    }
    ui::EventsInput input;
    input.index = &session.run().index;
    input.rows = &rows;
    input.position = input.known = after(session, trace::Kind::handle_run, 2);
    input.width = 400;
    input.height = 4000;
    auto const content = ui::events_panel(input);
    auto const last = *(std::upper_bound(rows.begin(), rows.end(), input.position) - 1);
    CHECK(last < input.position);
    REQUIRE(content.find("event/" + std::to_string(last)) != nullptr);
    REQUIRE(content.keep.has_value());
    CHECK(content.find("event/" + std::to_string(last))->at.y + content.origin == Approx(content.keep->top));
    CHECK(content.find("event/" + std::to_string(input.position)) == nullptr);
}

TEST_CASE("the narration tells what has come and only counts what has not") {
    auto session = opened("gather-order");
    auto const& steps = session.lesson->narration.steps;
    REQUIRE(steps.size() >= 3);
    session::apply(session, command::Seek{steps[1].position});
    auto const content = ui::lesson_panel(session, 372);
    CHECK(content.find("lesson/step/2") != nullptr);
    CHECK(content.find("lesson/step/3") == nullptr);
    CHECK(content.find("lesson/next") != nullptr);
    auto const text = words_of(content.scene);
    CHECK_THAT(text, !ContainsSubstring("In short"));
    session::apply(session, command::SeekEnd{});
    CHECK_THAT(words_of(ui::lesson_panel(session, 372).scene), ContainsSubstring("In short"));
}

TEST_CASE("the lesson's Why waits until the run has decided") {
    auto session = opened("gather-order");
    auto const shown = [&] { return words_of(ui::lesson_panel(session, 372).scene); };
    std::string const why = "hears"; // a word that stands nowhere else in this lesson
    CHECK_THAT(shown(), ContainsSubstring("Comes when the run has shown the answer"));
    CHECK_THAT(shown(), !ContainsSubstring(why));
    session::apply(session, command::SeekEnd{});
    CHECK_THAT(shown(), ContainsSubstring(why));
    session::apply(session, command::ForgetPredictions{});
    auto const& placed = session.lesson->narration.questions.front();
    session::apply(session, command::Seek{placed.asked});
    session::apply(session, command::SkipQuestion{});
    CHECK_THAT(shown(), !ContainsSubstring(why));
    session::apply(session, command::Seek{placed.decided});
    CHECK_THAT(shown(), ContainsSubstring(why));
}

TEST_CASE("a question tells who is right only where the run has decided, and then why") {
    auto session = opened("gather-order");
    auto const placed = session.lesson->narration.questions.front();
    auto const card = [&] {
        auto text = words_of(ui::question_card(session, 372).scene);
        std::replace(text.begin(), text.end(), '\n', ' ');
        return text;
    };
    for (std::size_t i = 0; i < placed.question.choices.size(); ++i) {
        session::apply(session, command::ForgetPredictions{});
        session::apply(session, command::Seek{placed.asked});
        CHECK_THAT(card(), ContainsSubstring("Predict"));
        CHECK_THAT(card(), !ContainsSubstring("own place"));
        session::apply(session, command::Predict{i});
        for (auto at = placed.asked; at < placed.decided; ++at) {
            session::apply(session, command::Seek{at});
            CHECK_THAT(card(), ContainsSubstring("your prediction"));
            CHECK_THAT(card(), !ContainsSubstring("Right."));
            CHECK_THAT(card(), !ContainsSubstring("Not so."));
            CHECK_THAT(card(), !ContainsSubstring("what happened"));
            CHECK_THAT(card(), !ContainsSubstring("own place"));
        }
        session::apply(session, command::Seek{placed.decided});
        auto const said = ui::verdict(placed.question, i);
        CHECK(said.right == placed.question.choices[i].right);
        CHECK_THAT(card(), ContainsSubstring(said.right ? "Right." : "Not so."));
        CHECK_THAT(card(), ContainsSubstring("what happened"));
        CHECK_FALSE(said.why.empty());
        if (!placed.question.choices[i].model.empty()) CHECK_FALSE(said.belief.empty());
    }
    session::apply(session, command::ForgetPredictions{});
    session::apply(session, command::SeekEnd{});
    session::apply(session, command::Seek{placed.asked});
    CHECK_FALSE(session::question_due(session)); // it was seen
    session::apply(session, command::Seek{placed.decided});
    CHECK_THAT(card(), ContainsSubstring("Seen, not predicted"));
}

TEST_CASE("the badge says which engine ran and whether CPython agrees") {
    auto session = opened("gather-order");
    session.lesson->check.agreement = session::Agreement::agree;
    session.lesson->check.version = "3.11.7";
    auto const badge = ui::badge(session);
    CHECK(badge.engine == "Miniature");
    CHECK(badge.against == "CPython 3.11.7");
    CHECK(badge.verdict == "agree");
    session.lesson->check.agreement = session::Agreement::differ;
    CHECK(ui::badge(session).verdict == "differ");
    CHECK(ui::badge(session).sign == "≠");
}

TEST_CASE("the key sheet shows the commands that have a key where one is") {
    for (bool const stage : {false, true}) {
        auto session = opened("gather-order");
        session.look.presenter = stage;
        auto const sheet = ui::keys_sheet(session, 1180);
        auto const context = session::context_of(session);
        std::string before;
        for (auto const& command : session::commands()) {
            INFO(command.id << (stage ? " on the stage" : ""));
            bool const has_key = !session::keys_of(command, context).empty();
            bool const shown = sheet.find("keys/" + std::string(command.id)) != nullptr;
            CHECK(shown == (has_key && command.title != before)); // one row for all of one title
            if (has_key) before = command.title;
        }
    }
}

TEST_CASE("every lesson stands in the list with what people wrongly believe and not with its answer") {
    auto const session = opened("gather-order");
    auto const list = ui::lesson_list(session, 700);
    auto const text = words_of(list.scene);
    for (auto const& lesson : session.catalogue->lessons) {
        CHECK(list.find("lessons/" + lesson.id) != nullptr);
        CHECK_THAT(text, ContainsSubstring(lesson.title));
    }
}

TEST_CASE("what belongs to a new moment is scrolled into view and an old one leaves the scroll alone") {
    ui::Scroll scroll;
    ui::Content::Focus const focus{900, 924};
    auto const y = ui::Surface::scrolled_to(scroll, 2000, focus, 300, 1);
    CHECK(y <= 900);
    CHECK(y + 300 >= 924);
    scroll = {10, 1, true};
    CHECK(ui::Surface::scrolled_to(scroll, 2000, focus, 300, 1) == 10);
    CHECK(ui::Surface::scrolled_to(scroll, 2000, focus, 300, 2) > 600);
    CHECK(ui::Surface::scrolled_to({5000, 1, true}, 400, std::nullopt, 300, 1) == 100);
    CHECK(ui::Surface::scrolled_to({50, 1, true}, 200, std::nullopt, 300, 1) == 0);
}

TEST_CASE("what belongs to the moment stays in view when the layout changes unless it was scrolled away") {
    ui::Content::Focus const focus{900, 924}, lower{1500, 1524};
    ui::Scroll const shown{700, 1, true, focus, 300};
    CHECK(ui::Surface::scrolled_to(shown, 2000, focus, 300, 1) == 700);
    auto const smaller = ui::Surface::scrolled_to(shown, 2000, focus, 100, 1);
    CHECK(smaller <= 900);
    CHECK(smaller + 100 >= 924);
    auto const moved = ui::Surface::scrolled_to(shown, 2000, lower, 300, 1);
    CHECK(moved <= 1500);
    CHECK(moved + 300 >= 1524);
    ui::Scroll const elsewhere{10, 1, true, focus, 300};
    CHECK(ui::Surface::scrolled_to(elsewhere, 2000, focus, 100, 1) == 10);
    CHECK(ui::Surface::scrolled_to(elsewhere, 2000, lower, 300, 1) == 10);
}

TEST_CASE("the inspector tells a socket's address and peer") {
    auto const log = from_lines(R"~(["text",1,"127.0.0.1:80 with 127.0.0.1:51234 (fd 7)"]
["text",2,"127.0.0.1:80, listening (fd 6)"]
["text",3,"read"]
[0,"label","i1","",1,0,0]
[0,"label","i2","",2,0,0]
[0,"io.ready","i1","",3,0,0]
)~");
    replay::Index const index(log);
    auto const state = replay::state_at(log, log.size());
    auto const said = [&](char const* id) {
        std::string all;
        for (auto const& fact : ui::facts_of(state, index, *trace::parse_object_id(id)).facts)
            all += fact.label + "=" + fact.value + ";";
        return all;
    };
    CHECK(said("i1") == "descriptor=7;address=127.0.0.1:80;peer=127.0.0.1:51234;");
    CHECK(said("i2") == "descriptor=6;address=127.0.0.1:80;state=listening;");
    CHECK(replay::display_name(index, *trace::parse_object_id("i1")) ==
          "socket 127.0.0.1:80 with 127.0.0.1:51234 (fd 7)");
}
