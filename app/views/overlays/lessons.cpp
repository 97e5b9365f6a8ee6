#include "commands/command_table.hpp"
#include "theme/icons.hpp"
#include "views/kit/rich_text.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"

using theme::Font;
using theme::Role;

ui::Content ui::lesson_list(session::Session const& session, float width) {
    Content content;
    float const x = theme::padding;
    float y = 0;
    int chapter = -1;
    for (auto const& lesson : session.catalogue->lessons) {
        if (lesson.chapter != chapter) {
            chapter = lesson.chapter;
            y += 6;
            content.add(paint::text_in({x, y, width, 28},
                                       std::to_string(chapter) + "   " + lesson.chapter_name, Font::semibold,
                                       theme::size_body, Role::accent));
            y += 30;
        }
        bool const open = session.lesson && session.lesson->entry == &lesson;
        // The title alone: the idea would tell the answer, and what people believe would tell what is wrong.
        float const room = width - 2 * theme::padding - 32;
        float const height = 34;
        paint::Rect const at{8, y, width - 16, height};
        if (open) {
            content.add(paint::filled(at, Role::highlight, theme::radius_small));
            content.keep = Content::Focus{y, y + height};
        }
        content.add(paint::text_in({x, y + 4, 20, 24}, open ? theme::icon::right : theme::icon::book,
                                   Font::regular, 14, open ? Role::now : Role::faint));
        content.add(paint::text_in({x + 28, y + 4, room, 24}, lesson.title, Font::semibold,
                                   theme::size_lesson, Role::text));
        content.hit(at, "lessons/" + lesson.id, command(session::command::OpenLesson{lesson.id}));
        y += height + 4;
    }
    for (auto const& broken : session.catalogue->broken) {
        y += 6;
        y += paragraph(content, {x, y}, width - 2 * theme::padding, broken.problem, Font::regular,
                       theme::size_body, Role::now, 19);
    }
    if (session.catalogue->lessons.empty())
        y += empty_field(content, {x, y + 8}, width - 2 * theme::padding,
                         "There are no lessons in the lessons folder.") +
             8;
    content.height = y + 12;
    return content;
}
