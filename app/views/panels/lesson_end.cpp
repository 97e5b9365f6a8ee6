#include "views/panels/lesson_end.hpp"

#include "session/path.hpp"
#include "session/real.hpp"
#include "views/kit/rich_text.hpp"
#include "views/kit/widgets.hpp"
#include "views/panels/lesson_goals.hpp"

#include <algorithm>
#include <string>

using session::Session;
using theme::Font;
using theme::Role;
using ui::Content;
using ui::TextLook;

namespace {

constexpr float end_edge = theme::padding;

float idea_card(Content& content, Session const& session, float width, float y) {
    TextLook const look{14.5F, 21, Role::text, Font::regular};
    float const room = width - 2 * theme::padding - 24;
    float const height = 34 + ui::sentence_height(session.lesson->entry->idea, room, look) + 10;
    content.add(paint::Box{{end_edge, y, width - 2 * theme::padding, height},
                           theme::radius,
                           Role::background,
                           Role::border,
                           1,
                           {},
                           false});
    content.add(paint::text_in({end_edge + 12, y + 6, room, 24}, "In short", Font::semibold,
                               theme::size_small, Role::accent));
    ui::sentence(content, {end_edge + 12, y + 30}, room, session.lesson->entry->idea, look);
    content.copy({end_edge, y, width - 2 * theme::padding, height}, session.lesson->entry->idea);
    return height;
}

// At a chapter's end: what one can do now, and what one believed that was not so.
float chapter_card(Content& content, Session const& session, float width, float y) {
    auto const& lesson = *session.lesson->entry;
    auto const* const words = lesson::chapter_words(session.catalogue->path, lesson.chapter);
    if (!words || !session::ends_chapter(session, lesson)) return 0;
    TextLook const look{13.5F, 20, Role::text, Font::regular};
    float const room = width - 2 * theme::padding - 24;
    Content inner;
    float high = 6;
    inner.add(paint::text_in({12, high, room, 24}, "The end of: " + lesson.chapter_name, Font::semibold,
                             theme::size_small, Role::accent));
    high += 24;
    high += ui::sentence(inner, {12, high}, room, words->after, look) + 4;
    auto const beliefs = session::beliefs_of_chapter(session, lesson.chapter);
    if (!beliefs.empty())
        high += ui::sentence(inner, {12, high}, room,
                             "You predicted as if these were so. Try again where it was otherwise:",
                             {13.5F, 20, Role::muted, Font::regular}) +
                2;
    for (std::size_t i = 0; i < beliefs.size(); ++i) {
        float const row = ui::sentence(inner, {24, high}, room - 12,
                                       beliefs[i].belief + "  (" + beliefs[i].lesson->title + ")", look);
        inner.hit({16, high, room, row}, "lesson/again/" + std::to_string(i + 1),
                  ui::command(session::command::OpenLesson{beliefs[i].lesson->id}), "opens this lesson");
        high += row + 4;
    }
    high += 6;
    content.add(paint::Box{{end_edge, y, width - 2 * theme::padding, high},
                           theme::radius,
                           Role::background,
                           Role::border,
                           1,
                           {},
                           false});
    content.add(inner, {end_edge, y});
    return high + 10;
}

// What the lesson has built small is there for real.
float on_real_packages(Content& content, Session const& session, float width, float y) {
    if (!session::may_open_real(session)) return 0;
    ui::button(content, {end_edge, y, width - 2 * theme::padding, 34},
               {"Run it on the real packages", Font::semibold, 13.5F}, ui::ButtonLook::field, "lesson/real",
               ui::command(session::command::OpenReal{}),
               "real.py, on the uvicorn and Starlette that are installed here, recorded");
    return 44;
}

// What comes after it on the path. 0 after the last one.
float next_lesson(Content& content, Session const& session, float width, float y) {
    auto const lessons = session::path_of(session);
    auto const here = std::find(lessons.begin(), lessons.end(), session.lesson->entry);
    if (here == lessons.end() || here + 1 == lessons.end()) return 0;
    float const wide = width - 2 * theme::padding;
    auto const words = theme::ellipsis(Font::semibold, 13.5F, "Next: " + (*(here + 1))->title, wide - 24);
    ui::button(content, {end_edge, y, wide, 34}, {words, Font::semibold, 13.5F}, ui::ButtonLook::primary,
               "lesson/next-lesson", ui::command(session::command::OpenNeighbour{true}),
               "the next lesson (Ctrl+Page down)");
    return 44;
}

} // namespace

float ui::lesson_end(Content& content, session::Session const& session, float width, float y) {
    float const begin = y;
    y += idea_card(content, session, width, y) + 10;
    y += lesson_goals(content, session, width, y);
    y += chapter_card(content, session, width, y);
    y += on_real_packages(content, session, width, y);
    y += next_lesson(content, session, width, y);
    return y - begin;
}
