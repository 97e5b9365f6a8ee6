// What the second window of a lecture tells the teacher.
#include "views/screen/notes.hpp"
#include "commands/command.hpp"
#include "support/catch.hpp"
#include "support/driver.hpp"
#include "support/scene_words.hpp"

using Catch::Matchers::ContainsSubstring;
namespace command = session::command;

namespace {

session::Session lecture(std::string const& note) {
    session::Session session = opened("gather-order");
    session.lecture = session::Lecture{"An hour", {}, 0};
    session::Stop stop;
    stop.lesson = session.lesson->entry;
    stop.note = note;
    session.lecture->stops = {stop, stop};
    return session;
}

} // namespace

TEST_CASE("the notes say the stop and its note and what is right once it is asked") {
    session::Session session = lecture("Ask who is first.");
    auto const before = words_of(ui::teacher_notes(session, 900, 12).scene);
    CHECK_THAT(before, ContainsSubstring("Stop 1 of 2 · An hour · 12 min"));
    CHECK_THAT(before, ContainsSubstring("Ask who is first."));
    CHECK_THAT(before, ContainsSubstring("Next (G): this lesson"));
    CHECK_THAT(before, !ContainsSubstring("Right is"));
    session::apply(session, command::Seek{session.lesson->narration.questions[0].asked});
    auto const& choices = session.lesson->narration.questions[0].question.choices;
    std::string letter;
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (choices[i].right) letter = static_cast<char>('A' + i);
    CHECK_THAT(words_of(ui::teacher_notes(session, 900, 12).scene),
               ContainsSubstring("Right is " + letter + ": "));
}

TEST_CASE("a long note is wrapped to a narrow window") {
    std::string words;
    for (int i = 0; i < 60; ++i) words += "many words ";
    session::Session const session = lecture(words);
    auto const content = ui::teacher_notes(session, 320, 0);
    CHECK(content.height > ui::teacher_notes(session, 1600, 0).height);
    for (auto const& item : content.scene.items)
        if (auto const* const text = std::get_if<paint::Text>(&item))
            CHECK(text->at.x + paint::measure(text->font, text->size, text->text) <= 320);
}
