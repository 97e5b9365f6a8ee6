#include "catalogue/load_questions.hpp"

#include "catalogue/load_knobs.hpp"
#include "catalogue/nearest.hpp"
#include "knowledge/misconceptions.hpp"
#include "knowledge/models.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace lesson {
namespace {

using replay::Asks;

std::size_t line_count(Lesson const& lesson) {
    return static_cast<std::size_t>(std::count(lesson.program.begin(), lesson.program.end(), '\n'));
}

std::string line_of(Lesson const& lesson, std::size_t number) {
    std::size_t from = 0;
    for (; number > 1; --number) from = lesson.program.find('\n', from) + 1;
    return lesson.program.substr(from, lesson.program.find('\n', from) - from);
}

Choice choice_of(Table const& table, Asks kind, Lesson const& lesson) {
    Choice choice{table.text_or_empty("text"),
                  table.flag("right"),
                  table.text_or_empty("model"),
                  table.text_or_empty("because"),
                  table.text_or_empty("misconception"),
                  table.only("only"),
                  table.written()};
    check(choice.only, lesson, table);
    bool const explained = !choice.model.empty() || !choice.because.empty();
    if (choice.right && explained)
        table.fail(
            "the right choice has its reason in the question's `why`; leave out `model` and `because`");
    if (!choice.right && !explained)
        table.fail("the wrong choice `" + choice.text +
                   "` needs the wrong model it follows (`model`) or a sentence on what is wrong with it "
                   "(`because`)");
    if (!choice.model.empty() && !wrong_model(choice.model)) {
        std::vector<std::string> names;
        for (WrongModel const& model : wrong_models()) names.emplace_back(model.name);
        table.fail("unknown model `" + choice.model + "`; the models are: " + listed(names), "model");
    }
    if (!choice.misconception.empty() && !misconception(choice.misconception))
        table.fail("unknown misconception `" + choice.misconception + "`; lessons/README.md has the table",
                   "misconception");
    if (choice.right && !choice.misconception.empty())
        table.fail("the right choice is no misconception; leave that out", "misconception");
    bool const from_run = kind != Asks::free && choice.because.empty();
    if (choice.text.empty() && !from_run)
        table.fail("`text` is missing in [[question.choice]]; only what a run answers can be left out");
    return choice;
}

void check_choices(Table const& table, Question const& question) {
    if (question.choices.size() < 2) table.fail("the question needs two [[question.choice]] or more");
    auto const right = std::count_if(question.choices.begin(), question.choices.end(),
                                     [](Choice const& choice) { return choice.right; });
    if (right != 1)
        table.fail("the question has " + std::to_string(right) +
                   " right choices; mark exactly one with `right = true`");
}

Question question_of(Table const& table, Lesson const& lesson) {
    Question question;
    question.about = asked_of(table, lesson);
    question.text = table.text("text");
    question.why = table.text("why");
    question.hides = table.typed_list("hides");
    question.only = table.only("only");
    question.written = table.written();
    check(question.only, lesson, table);
    std::set<std::string> texts;
    for (Table const& each : table.tables("choice", "[[question.choice]]",
                                          {"text", "right", "model", "because", "misconception", "only"})) {
        question.choices.push_back(choice_of(each, question.about.kind, lesson));
        auto const& text = question.choices.back().text;
        if (!text.empty() && !texts.insert(text).second)
            each.fail("the choice `" + text + "` is there twice; change one", "text");
    }
    check_choices(table, question);
    return question;
}

Watch watch_of(Table const& table, Lesson const& lesson) {
    Watch watch{table.text("name"), table.text("value"), table.text_or_empty("in"), table.written()};
    std::string const name = watch.value.substr(0, watch.value.find('.'));
    if (lesson.program.find(name) == std::string::npos)
        table.fail("`" + name + "` does not occur in program.py", "value");
    if (!watch.in.empty() && lesson.program.find("def " + watch.in + "(") == std::string::npos)
        table.fail("program.py has no function `" + watch.in + "`", "in");
    return watch;
}

// "3.11": a version that a person could have.
void check_version(std::string const& version, Table const& top) {
    unsigned minor = 0;
    char const* const end = version.data() + version.size();
    bool const three = version.starts_with("3.");
    auto const parsed = std::from_chars(version.data() + (three ? 2 : 0), end, minor);
    if (!three || parsed.ec != std::errc{} || parsed.ptr != end || minor < 8 || minor > 30)
        top.fail("`needs_python` must be a version like \"3.11\"", "needs_python");
}

} // namespace

Moment moment_of(Table const& table, std::string_view key, Lesson const& lesson) {
    Moment moment = table.moment(key);
    if (moment.line > line_count(lesson))
        table.fail("`" + to_string(moment) + "` is past the end of program.py, which has " +
                       std::to_string(line_count(lesson)) + " lines",
                   key);
    return moment;
}

Asked asked_of(Table const& table, Lesson const& lesson) {
    Asked about{moment_of(table, "asked", lesson), moment_of(table, "decided", lesson), Asks::free,
                table.text_or_empty("of")};
    auto const kind = replay::asks_named(table.text("kind"));
    if (!kind) {
        std::vector<std::string> names;
        for (auto const name : replay::asks_names()) names.emplace_back(name);
        table.fail("`kind` must be one of: " + listed(names), "kind");
    }
    about.kind = *kind;
    bool const wants_of = *kind == Asks::value || *kind == Asks::state;
    if (wants_of && about.of.empty())
        table.fail("`of` is missing: it says of which " +
                   std::string(*kind == Asks::value ? "local" : "task"));
    if (*kind == Asks::order && !about.of.empty() && about.of != "first" && about.of != "last")
        table.fail("`of` must be first or last where `kind` is order; without it all lines are meant", "of");
    if (!wants_of && *kind != Asks::order && !about.of.empty())
        table.fail("`of` has no meaning where `kind` is " + std::string(replay::name_of(*kind)), "of");
    return about;
}

void load_steps(Table const& top, Lesson& lesson) {
    if (top.has("needs_python")) {
        lesson.needs_python = top.text("needs_python");
        check_version(lesson.needs_python, top);
    }
    for (std::string const& typed : top.typed_list("outside")) {
        std::size_t line = 0;
        std::from_chars(typed.data(), typed.data() + typed.size(), line);
        bool const sleeps = line >= 1 && line <= line_count(lesson) &&
                            line_of(lesson, line).find("sleep") != std::string::npos;
        if (!sleeps)
            top.fail("`outside` names lines of program.py that sleep; line " + typed + " is none", "outside");
        lesson.outside.push_back(static_cast<int>(line));
    }
    for (Table const& table : top.tables("step", "[[step]]", {"moment", "say", "only"})) {
        lesson.steps.push_back(
            {moment_of(table, "moment", lesson), table.text("say"), table.only("only"), table.written()});
        check(lesson.steps.back().only, lesson, table);
    }
    for (Table const& table : top.tables("watch", "[[watch]]", {"name", "value", "in"}))
        lesson.watch.push_back(watch_of(table, lesson));
}

void load_questions(Table const& top, Lesson& lesson) {
    for (Table const& table :
         top.tables("question", "[[question]]",
                    {"asked", "decided", "kind", "of", "text", "why", "hides", "only", "choice"}))
        lesson.questions.push_back(question_of(table, lesson));
    for (Table const& table : top.tables("unasked", "[[unasked]]", {"only", "because"})) {
        lesson.unasked.push_back({table.only("only"), table.text("because")});
        check(lesson.unasked.back().only, lesson, table);
    }
}

} // namespace lesson
