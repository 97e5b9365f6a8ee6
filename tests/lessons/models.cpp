// Every lesson under every wrong model: it ends, leaves nothing behind, and its trace can be walked through.
#include "knowledge/models.hpp"
#include "aio/base/live_objects.hpp"
#include "aio/run/program.hpp"
#include "catalogue/catalogue.hpp"
#include "catalogue/program.hpp"
#include "catalogue/scenarios.hpp"
#include "replay/findings/problems.hpp"
#include "replay/index.hpp"
#include "replay/player.hpp"
#include "support/catch.hpp"
#include "trace/reader.hpp"
#include "trace/writer.hpp"

#include <sstream>

namespace {

lesson::Catalogue const& all() {
    static lesson::Catalogue const lessons =
        lesson::catalogue(std::filesystem::path(AWAITSCOPE_ROOT) / "lessons");
    return lessons;
}

struct Run {
    trace::Log log;
    std::string output;
    bool cut = false;
};

// A loop that only a cancellation ends need not end under a wrong model, in which an await may not wait.
bool may_go_on_for_ever(lesson::Lesson const& each) {
    return each.program.find("while True") != std::string::npos;
}
std::uint64_t most_callbacks(lesson::Lesson const& each) { return may_go_on_for_ever(each) ? 200 : 10'000; }

Run run(lesson::Lesson const& each, lesson::Knobs const& knobs, aio::Models model,
        std::uint64_t callbacks = 10'000) {
    lesson::Program const program = lesson::variant(each, knobs);
    lesson::Scenario const scenario = lesson::scenario_of(each.id);
    REQUIRE(scenario != nullptr);
    Run run;
    aio::CallbackLimit limit{callbacks};
    aio::ProgramOptions options;
    options.models = model;
    options.log = &run.log;
    options.limit = &limit;
    options.source = run.log.add_source({"program.py", program.text, {}});
    options.line_map = program.lines;
    options.output = [&](std::string_view text) { run.output += text; };
    options.error = [](std::string_view) {};
    aio::run_program([&] { scenario({knobs, program}); }, std::move(options));
    run.cut = limit.reached;
    return run;
}

std::string output(std::string const& id, aio::Model model, std::string const& knob = "",
                   std::string const& value = "") {
    lesson::Lesson const& found = lesson::find(all(), id);
    lesson::Knobs knobs = lesson::defaults(found);
    if (!knob.empty()) knobs = lesson::with(found, knobs, knob, value);
    return run(found, knobs, model).output;
}

// As a lesson opens, each place is looked at; its variants share the places, or the sanitizers need six
// minutes.
constexpr std::uint64_t apart = 7;

template <typename Check>
void under_every_model(Check check) {
    for (lesson::Lesson const& each : all().lessons) {
        if (!lesson::scenario_of(each.id)) continue;
        for (lesson::Knobs const& knobs : lesson::all_samples(each))
            for (lesson::WrongModel const& model : lesson::wrong_models()) {
                INFO(each.id << " " << lesson::label(knobs) << " " << model.name);
                check(each, knobs, model.model);
            }
    }
}

} // namespace

// Some contradict each other: then it may go on until it is cut.
TEST_CASE("every lesson leaves nothing behind under every two wrong models") {
    auto const models = lesson::wrong_models();
    for (lesson::Lesson const& each : all().lessons) {
        if (!lesson::scenario_of(each.id)) continue;
        lesson::Knobs const knobs = lesson::defaults(each);
        for (std::size_t a = 0; a < models.size(); ++a)
            for (std::size_t b = a + 1; b < models.size(); ++b) {
                INFO(each.id << " " << models[a].name << " " << models[b].name);
                aio::Alive const before = aio::objects_alive;
                Run const done =
                    run(each, knobs, aio::Models(models[a].model) | models[b].model, most_callbacks(each));
                CHECK(aio::objects_alive == before);
                CHECK(done.log.end());
            }
    }
}

TEST_CASE("every lesson ends under every wrong model and its trace reads back") {
    under_every_model([](lesson::Lesson const& each, lesson::Knobs const& knobs, aio::Models model) {
        Run const done = run(each, knobs, model, most_callbacks(each));
        bool const goes_on = done.cut && may_go_on_for_ever(each);
        CHECK_FALSE((done.cut && !goes_on));
        REQUIRE(done.log.end());
        // Under a wrong model it need not get through: it may raise, or wait for what never comes.
        CHECK(done.log.end()->exit_code >= (goes_on ? 1 : 0));
        CHECK(done.log.end()->exit_code <= 1);
        std::ostringstream file;
        trace::write(done.log, file);
        trace::Reading const reading = trace::read(file.str());
        CHECK(reading.problem.empty());
        CHECK(reading.log.size() == done.log.size());
        CHECK(reading.log.header().model == aio::name_of(model));
    });
}

TEST_CASE("the trace of every lesson under every wrong model can be walked through both ways") {
    std::uint64_t turn = 0;
    under_every_model([&](lesson::Lesson const& each, lesson::Knobs const& knobs, aio::Models model) {
        Run const done = run(each, knobs, model, most_callbacks(each));
        if (done.cut) return; // its tasks are not over, and it is of any length
        trace::Log const& log = done.log;
        replay::Player player(log);
        replay::Position wrong = 0;
        for (replay::Position at = 0; at <= log.size(); ++at) player.seek(at);
        bool const got_through = log.end() && log.end()->exit_code == 0;
        if (got_through)
            for (replay::TaskInfo const& task : player.state().tasks) wrong += !replay::is_over(task.state);
        bool const everywhere = knobs == lesson::defaults(each);
        ++turn;
        for (replay::Position at = log.size() + 1; at-- > 0;) {
            player.seek(at);
            if (everywhere || at % apart == turn % apart)
                wrong += !(player.state() == replay::state_at(log, at));
        }
        CHECK(wrong == 0);
        for (replay::Problem const& problem : replay::problems(log))
            CHECK((!got_through || problem.kind != replay::ProblemKind::deadlock));
    });
}

TEST_CASE("every lesson leaves nothing behind wherever it is cut under every wrong model") {
    std::uint64_t turn = 0;
    under_every_model([&](lesson::Lesson const& each, lesson::Knobs const& knobs, aio::Models model) {
        bool const everywhere = knobs == lesson::defaults(each);
        for (std::uint64_t callbacks = everywhere ? 0 : ++turn % apart;;
             callbacks += everywhere ? 1 : apart) {
            aio::Alive const before = aio::objects_alive;
            bool const cut = run(each, knobs, model, callbacks).cut;
            INFO("cut after " << callbacks << " callbacks");
            REQUIRE(aio::objects_alive == before);
            if (!cut || (may_go_on_for_ever(each) && callbacks >= most_callbacks(each))) break;
        }
    });
}

TEST_CASE("a lesson under the belief that it is about shows what it would be like") {
    using aio::Model;
    CHECK(output("call-does-nothing", Model::truth).starts_with("made a coroutine"));
    CHECK(output("call-does-nothing", Model::calling_runs_it).starts_with("hello, Ada\nmade a coroutine"));
    CHECK(output("call-does-nothing", Model::calling_runs_it, "then", "close").starts_with("hello, Ada\n"));

    CHECK(output("sequential-await", Model::truth).ends_with("3s got USERS POSTS\n"));
    CHECK(output("sequential-await", Model::await_is_concurrent).ends_with("2s got USERS POSTS\n"));
    CHECK(output("sequential-await", Model::calling_runs_it, "how", "create-first") ==
          "0s users starts\n0s posts starts\n1s users done\n2s posts done\n2s got USERS POSTS\n");

    CHECK(output("create-task", Model::truth).starts_with("both are made"));
    CHECK(output("create-task", Model::create_task_runs_now)
              .starts_with("one starts\ntwo starts\nboth are made"));
    CHECK(output("create-task", Model::sleep_blocks_everyone).ends_with("sum 3 after 3s\n"));

    CHECK(output("gather-order", Model::truth).ends_with("['slow', 'fast', 'mid'] 3s\n"));
    CHECK(output("gather-order", Model::gather_returns_in_finishing_order)
              .ends_with("['fast', 'mid', 'slow'] 3s\n"));
    CHECK(output("gather-order", Model::sleep_blocks_everyone) ==
          "finished slow\nfinished fast\nfinished mid\n['slow', 'fast', 'mid'] 6s\n");

    CHECK(output("cancel-delivery", Model::truth)
              .starts_with("worker starts\ncancel() -> True | cancelled yet: False\n"));
    CHECK(output("cancel-delivery", Model::cancel_is_immediate)
              .starts_with("worker starts\nCancelledError at the await\nfinally runs\n"
                           "cancel() -> True | cancelled yet: True\n"));
}

TEST_CASE("where a wrong choice names a belief the lesson prints something else under it") {
    int seen = 0;
    for (lesson::Lesson const& each : all().lessons) {
        if (!lesson::scenario_of(each.id)) continue;
        for (lesson::Knobs const& knobs : lesson::all_samples(each))
            for (lesson::Question const& question : lesson::questions(each, knobs))
                for (lesson::Choice const& choice : question.choices) {
                    if (choice.model.empty()) continue;
                    INFO(each.id << " " << lesson::label(knobs) << ": " << choice.model);
                    CHECK(run(each, knobs, *aio::models_named(choice.model)).output !=
                          run(each, knobs, aio::Model::truth).output);
                    ++seen;
                }
    }
    CHECK(seen >= 12);
}
