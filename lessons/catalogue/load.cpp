#include "catalogue/load.hpp"

#include "catalogue/knobs.hpp"
#include "catalogue/lesson.hpp"
#include "catalogue/load_knobs.hpp"
#include "catalogue/models.hpp"
#include "catalogue/nearest.hpp"
#include "catalogue/program.hpp"
#include "catalogue/table.hpp"
#include "catalogue/text.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace lesson {
namespace {

constexpr std::size_t most_variants = 500; // each is run twice when a lesson is verified

std::string read_file(std::filesystem::path const& path, std::string const& shown) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw LessonError(shown + ": cannot be read; a lesson needs lesson.toml, lesson.md and program.py");
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (text.empty()) throw LessonError(shown + ": is empty");
    return text;
}

toml::table parse(std::string const& text, std::string const& file) {
    try {
        return toml::parse(text);
    } catch (toml::parse_error const& error) {
        auto const place = error.source().begin;
        throw LessonError(file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) +
                          ": " + std::string(error.description()));
    }
}

void check_line(Moment const& moment, Lesson const& lesson, Table const& table) {
    auto const lines =
        static_cast<std::size_t>(std::count(lesson.program.begin(), lesson.program.end(), '\n'));
    if (moment.line > lines)
        table.fail("`" + to_string(moment) + "` is past the end of program.py, which has " +
                       std::to_string(lines) + " lines",
                   "moment");
}

Answer answer_of(Table const& table) {
    Answer answer{table.text("text"), table.flag("right"), table.text_or_empty("model"),
                  table.text_or_empty("because")};
    bool const explained = !answer.model.empty() || !answer.because.empty();
    if (answer.right && explained)
        table.fail(
            "the right answer has its reason in the question's `why`; leave out `model` and `because`");
    if (!answer.right && !explained)
        table.fail("the wrong answer `" + answer.text +
                   "` needs the wrong model it follows (`model`) or a sentence on what is wrong with it "
                   "(`because`)");
    if (!answer.model.empty() && !wrong_model(answer.model)) {
        std::vector<std::string> names;
        for (WrongModel const& model : wrong_models()) names.emplace_back(model.name);
        table.fail("unknown model `" + answer.model + "`; the models are: " + listed(names), "model");
    }
    return answer;
}

Question question_of(Table const& table, Lesson const& lesson) {
    Question question{table.moment("moment"), table.text("text"), {}, table.text("why"), table.only("only")};
    check_line(question.moment, lesson, table);
    check(question.only, lesson, table);
    std::set<std::string> texts;
    for (Table const& each :
         table.tables("choice", "[[question.choice]]", {"text", "right", "model", "because"})) {
        question.answers.push_back(answer_of(each));
        if (!texts.insert(question.answers.back().text).second)
            each.fail("the answer `" + question.answers.back().text + "` is there twice; change one", "text");
    }
    auto const right = std::count_if(question.answers.begin(), question.answers.end(),
                                     [](Answer const& answer) { return answer.right; });
    if (question.answers.size() < 2) table.fail("the question needs two [[question.choice]] or more");
    if (right != 1)
        table.fail("the question has " + std::to_string(right) +
                   " right answers; mark exactly one with `right = true`");
    return question;
}

Narration step_of(Table const& table, Lesson const& lesson) {
    Narration step{table.moment("moment"), table.text("say"), table.only("only")};
    check_line(step.moment, lesson, table);
    check(step.only, lesson, table);
    return step;
}

void check_variants(Lesson const& lesson, Table const& top) {
    std::size_t count = 1;
    for (Knob const& knob : lesson.knobs) count *= knob.samples.size();
    if (count > most_variants)
        top.fail("the knobs' samples make " + std::to_string(count) + " variants, more than " +
                 std::to_string(most_variants) + "; give the knobs fewer samples");
    for (Knobs const& knobs : all_samples(lesson)) {
        try {
            (void)variant(lesson, knobs);
        } catch (LessonError const& error) {
            top.fail(std::string(error.what()) + " (with " + label(knobs) + ")");
        }
    }
}

void check_text(Lesson const& lesson, std::string const& file) {
    try {
        (void)parse_text(lesson.text);
    } catch (MomentError const& error) {
        throw LessonError(file + ": " + error.what());
    }
}

} // namespace

Lesson load(std::filesystem::path const& folder) {
    std::filesystem::path const whole = std::filesystem::absolute(folder).lexically_normal();
    std::filesystem::path const path = whole.has_filename() ? whole : whole.parent_path();
    std::string const name = path.filename().string();
    if (!std::filesystem::is_directory(path))
        throw LessonError(folder.string() +
                          " is no folder; a lesson is a folder with lesson.toml, lesson.md and program.py");
    std::string const file = name + "/lesson.toml";
    toml::table const document = parse(read_file(path / "lesson.toml", file), file);
    Table const top(file, document, "the lesson",
                    {"id", "title", "idea", "misconception", "chapter", "chapter_name", "order", "tier",
                     "knob", "step", "question"});

    Lesson lesson;
    lesson.folder = path;
    lesson.id = top.text("id");
    if (lesson.id != name)
        top.fail("the id is `" + lesson.id + "` but the folder is called `" + name + "`; give both one name",
                 "id");
    lesson.title = top.text("title");
    lesson.idea = top.text("idea");
    lesson.misconception = top.text("misconception");
    lesson.chapter = top.whole("chapter");
    lesson.chapter_name = top.text("chapter_name");
    lesson.order = top.whole("order");
    lesson.tier = top.text("tier");
    if (lesson.tier != "core" && lesson.tier != "extra") top.fail("`tier` must be core or extra", "tier");
    lesson.program = read_file(path / "program.py", name + "/program.py");
    lesson.text = read_file(path / "lesson.md", name + "/lesson.md");
    lesson.knobs = load_knobs(top);
    for (Table const& table : top.tables("step", "[[step]]", {"moment", "say", "only"}))
        lesson.steps.push_back(step_of(table, lesson));
    for (Table const& table :
         top.tables("question", "[[question]]", {"moment", "text", "why", "only", "choice"}))
        lesson.questions.push_back(question_of(table, lesson));
    check_variants(lesson, top);
    check_text(lesson, name + "/lesson.md");
    return lesson;
}

} // namespace lesson
