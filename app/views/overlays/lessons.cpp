#include "commands/palette.hpp"
#include "knowledge/models.hpp"
#include "replay/names.hpp"
#include "theme/icons.hpp"
#include "theme/metrics.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

using theme::Font;
using theme::Role;
using ui::Content;

namespace {

constexpr float left_edge = theme::padding;

// What one has said to the questions of a lesson, and the beliefs behind what turned out otherwise.
struct Predicted {
    std::size_t right = 0, otherwise = 0;
    std::vector<std::string> beliefs;
};

Predicted predicted(kept::Lesson const& lesson) {
    Predicted all;
    for (kept::Answer const& answer : lesson.answers) {
        if (!answer.right) continue;
        ++(*answer.right ? all.right : all.otherwise);
        auto const* const model = lesson::wrong_model(answer.belief);
        if (!model) continue;
        std::string const belief(model->belief);
        if (std::find(all.beliefs.begin(), all.beliefs.end(), belief) == all.beliefs.end())
            all.beliefs.push_back(belief);
    }
    return all;
}

kept::Lesson const* kept_of(session::Session const& session, std::string const& id) {
    auto const found = session.kept.progress.lessons.find(id);
    return found == session.kept.progress.lessons.end() ? nullptr : &found->second;
}

// From the right; returns its left edge.
float counted(Content& content, float right, float y, char const* icon, std::size_t count, char const* words,
              Role role) {
    if (count == 0) return right;
    std::string const text = std::string(icon) + " " + std::to_string(count) + " " + words;
    content.add(
        paint::text_in({0, y, right, 24}, text, Font::regular, theme::size_body, role, paint::Align::end));
    return right - paint::measure(Font::regular, theme::size_body, text) - 14;
}

float labelled(Content& content, float y, float width, char const* label, std::string const& words) {
    float const left =
        left_edge + 28 + paint::measure(Font::semibold, theme::size_small, "you predicted as if") + 8;
    content.add(
        paint::text_in({left_edge + 28, y, 200, 18}, label, Font::semibold, theme::size_small, Role::now));
    return ui::paragraph(content, {left, y}, width - left - theme::padding, words, Font::regular,
                         theme::size_body, Role::muted, 18);
}

float lesson_row(Content& content, session::Session const& session, lesson::Lesson const& lesson, bool marked,
                 float width, float y) {
    bool const open = session.lesson && session.lesson->entry == &lesson;
    auto const* const kept = kept_of(session, lesson.id);
    bool const done = kept && kept->done;
    auto const said = kept ? predicted(*kept) : Predicted{};
    // Of what is not done the title alone: the idea would tell the answer, and a wrong belief what is wrong.
    Content inner;
    float high = 34;
    if (done) high += labelled(inner, high - 4, width, "wrong belief", lesson.misconception) + 2;
    for (auto const& belief : said.beliefs)
        high += labelled(inner, high - 4, width, "you predicted as if", belief) + 2;
    if (high > 34) high += 2;

    paint::Rect const at{8, y, width - 16, high};
    if (open) content.add(paint::filled(at, Role::highlight, theme::radius_small));
    if (marked) {
        content.add(paint::outlined(at, Role::accent, theme::radius_small, 1.5F));
        content.keep = Content::Focus{y, y + high};
    }
    char const* const icon = done ? theme::icon::check : open ? theme::icon::right : theme::icon::book;
    content.add(paint::text_in({left_edge, y + 5, 20, 24}, icon, Font::regular, 14,
                               done   ? Role::good
                               : open ? Role::now
                                      : Role::faint));
    float right = width - theme::padding - 8;
    right = counted(content, right, y + 5, theme::icon::cross, said.otherwise, "otherwise", Role::now);
    right = counted(content, right, y + 5, theme::icon::check, said.right, "as predicted", Role::good);
    auto const goals = kept ? std::count_if(kept->goals.begin(), kept->goals.end(),
                                            [](kept::Goal const& goal) { return goal.reached; })
                            : 0;
    right = counted(content, right, y + 5, theme::icon::check, static_cast<std::size_t>(goals),
                    goals == 1 ? "goal" : "goals", Role::good);
    content.add(paint::text_in(
        {left_edge + 28, y + 5, width, 24},
        theme::ellipsis(Font::semibold, theme::size_lesson, lesson.title, right - left_edge - 34),
        Font::semibold, theme::size_lesson, Role::text));
    content.add(inner, {0, y});
    content.hit(at, "lessons/" + lesson.id, ui::command(session::command::OpenLesson{lesson.id}),
                done                         ? "done"
                : kept && kept->position > 0 ? "begun"
                                             : "");
    return high;
}

float heading(Content& content, std::string const& words, float width, float y) {
    content.add(
        paint::text_in({left_edge, y + 6, width, 28}, words, Font::semibold, theme::size_body, Role::accent));
    return 36;
}

// A chapter: its number and name, what one can do after it, and what it builds on.
float chapter_heading(Content& content, session::Session const& session, lesson::Lesson const& lesson,
                      float width, float y) {
    float high = heading(content, std::to_string(lesson.chapter) + "   " + lesson.chapter_name, width, y);
    auto const* const words = lesson::chapter_words(session.catalogue->path, lesson.chapter);
    if (!words) return high;
    std::string text = words->after;
    std::vector<std::string> needs;
    for (int const chapter : words->needs) needs.push_back(std::to_string(chapter));
    if (!needs.empty()) text += " Builds on " + replay::listed(needs) + ".";
    high += ui::paragraph(content, {left_edge + 28, y + high - 4}, width - left_edge - 28 - theme::padding,
                          text, Font::regular, theme::size_body, Role::muted, 19);
    return high;
}

// All lessons, or a way through them.
float ways(Content& content, session::Session const& session, float width, float y) {
    auto const& all = session.catalogue->path.ways;
    if (all.empty()) return 0;
    float x = left_edge;
    float const begin = y;
    auto const offer = [&](std::string const& name, std::string const& title) {
        float const wide = paint::measure(Font::semibold, theme::size_body, title) + 24;
        if (x > left_edge && x + wide > width - left_edge) x = left_edge, y += 34;
        bool const taken = session.look.way == name;
        ui::button(content, {x, y, wide, 28}, {title, Font::semibold, theme::size_body},
                   taken ? ui::ButtonLook::primary : ui::ButtonLook::field,
                   "lessons/way/" + (name.empty() ? "all" : name),
                   ui::command(session::command::TakeWay{name}));
        x += wide + 8;
    };
    offer({}, "All lessons");
    for (lesson::Way const& way : all) offer(way.name, way.title);
    return y - begin + 36;
}

// "3 of 71 done, 5 as predicted, 2 otherwise": of the whole path.
std::string sum_of(session::Session const& session) {
    std::size_t done = 0;
    Predicted all;
    for (auto const& lesson : session.catalogue->lessons)
        if (auto const* const kept = kept_of(session, lesson.id)) {
            auto const said = predicted(*kept);
            done += kept->done ? 1U : 0U;
            all.right += said.right;
            all.otherwise += said.otherwise;
        }
    std::string words =
        std::to_string(done) + " of " + std::to_string(session.catalogue->lessons.size()) + " lessons done";
    if (all.right + all.otherwise > 0)
        words += ", " + std::to_string(all.right) + " as predicted, " + std::to_string(all.otherwise) +
                 " otherwise";
    return words;
}

} // namespace

ui::Content ui::lesson_list(session::Session const& session, float width) {
    Content content;
    float y = 4;
    content.add(paint::text_in({left_edge, y, width - 2 * left_edge, 24}, sum_of(session), Font::regular,
                               theme::size_body, Role::muted));
    y += 26;
    y += ways(content, session, width, y);
    auto const rows = session::lesson_rows(session);
    int chapter = -1;
    bool files = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        bool const marked = i == session.look.palette_row;
        auto const* const opens = std::get_if<session::command::OpenLesson>(&rows[i].command);
        if (opens) {
            auto const& lesson = lesson::find(*session.catalogue, opens->id);
            if (lesson.chapter != chapter) y += chapter_heading(content, session, lesson, width, y);
            chapter = lesson.chapter;
            y += lesson_row(content, session, lesson, marked, width, y) + 3;
            continue;
        }
        if (!files) y += heading(content, "Recent files", width, y);
        files = true;
        paint::Rect const at{8, y, width - 16, 30};
        if (marked) {
            content.add(paint::outlined(at, Role::accent, theme::radius_small, 1.5F));
            content.keep = Content::Focus{y, y + 30};
        }
        content.add(paint::text_in({left_edge + 28, y, width, 30}, rows[i].title, Font::regular,
                                   theme::size_label, Role::text));
        content.add(paint::text_in({0, y, at.right() - 8, 30},
                                   theme::ellipsis(Font::regular, 12.5F, rows[i].detail, width * 0.5F),
                                   Font::regular, 12.5F, Role::muted, paint::Align::end));
        content.hit(at, "lessons/file/" + std::to_string(i + 1), command(rows[i].command));
        y += 30;
    }
    for (auto const& broken : session.catalogue->broken) {
        y += 6;
        y += paragraph(content, {left_edge, y}, width - 2 * theme::padding, broken.problem, Font::regular,
                       theme::size_body, Role::now, 19);
    }
    if (rows.empty())
        y += empty_field(content, {left_edge, y + 8}, width - 2 * theme::padding,
                         session.catalogue->lessons.empty() ? "There are no lessons in the lessons folder."
                                                            : "No lesson is called that.") +
             8;
    content.height = y + 12;
    return content;
}
