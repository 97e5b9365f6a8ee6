#include "catalogue/load.hpp"

#include "catalogue/knobs.hpp"
#include "catalogue/lesson.hpp"
#include "catalogue/load_goals.hpp"
#include "catalogue/load_knobs.hpp"
#include "catalogue/load_questions.hpp"
#include "catalogue/program.hpp"
#include "catalogue/table.hpp"
#include "catalogue/text.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

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
        for (Block const& block : parse_text(lesson.text))
            for (Span const& span : block.spans)
                if (span.set) (void)with(lesson, defaults(lesson), span.set->knob, span.set->value);
    } catch (std::runtime_error const& error) {
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
    toml::table const document = parse_toml(read_file(path / "lesson.toml", file), file);
    Table const top(file, document, "the lesson",
                    {"id", "title", "idea", "misconception", "chapter", "chapter_name", "order", "tier",
                     "needs_python", "outside", "knob", "step", "question", "unasked", "watch", "goal"});

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
    load_steps(top, lesson);
    load_questions(top, lesson);
    load_goals(top, lesson);
    check_variants(lesson, top);
    check_text(lesson, name + "/lesson.md");
    return lesson;
}

} // namespace lesson
