#include "support/catch.hpp"

#include "support/driver.hpp"
#include "theme/icons.hpp"
#include "views/kit/copying.hpp"

using Catch::Matchers::ContainsSubstring;
using compat::Key;
namespace command = session::command;

namespace {

std::string clipboard() {
    char const* const text = ImGui::GetClipboardText();
    return text ? text : "";
}

std::string copied(Driver& driver, paint::Point at) {
    driver.move_to(at);
    driver.key(Key::c, true);
    return clipboard();
}

} // namespace

TEST_CASE("what is painted can be copied line by line and without icons") {
    ui::Content content;
    content.add(paint::text_in({60, 0, 100, 20}, "second", theme::Font::regular, 13, theme::Role::text));
    content.add(paint::text_in({0, 0, 100, 20}, std::string(theme::icon::check) + " first", theme::Font::mono,
                               12.5F, theme::Role::text));
    content.add(paint::text_in({0, 20, 100, 20}, "below", theme::Font::regular, 13, theme::Role::text));
    CHECK(ui::text_of(content) == "first second\nbelow\n");
    CHECK(ui::text_at(content, {5, 8}) == "first second");
    CHECK(ui::text_at(content, {5, 30}) == "below");
    CHECK(ui::text_at(content, {5, 80}).empty());
    content.copy({0, 0, 100, 40}, "all of it, in one sentence");
    CHECK(ui::text_at(content, {5, 30}) == "all of it, in one sentence");
    CHECK(ui::text_of(content) == "all of it, in one sentence\n");
}

TEST_CASE("Ctrl and C copies what the pointer is on") {
    Driver driver(opened("gather-order"));
    session::apply(driver.session, command::SeekEnd{});
    driver.frames(3);
    auto const line = driver.at("source/line/4");
    CHECK(copied(driver, {line.x + line.w / 2, line.centre().y}) == "    await asyncio.sleep(delay)");
    auto const& output = driver.session.state().output;
    CHECK(copied(driver, driver.at("output/" + std::to_string(output.back())).centre()) ==
          "['slow', 'fast', 'mid'] 3s");
    CHECK_THAT(copied(driver, driver.at("why/1").centre()), !ContainsSubstring("\n"));
    driver.session.messages.clear();
    session::apply(driver.session, command::SetTheme{"mauve"});
    driver.frames(2);
    auto const message = driver.at("message/1");
    CHECK(copied(driver, {message.x - 60, message.centre().y}) == driver.session.messages.at(0).text);
    driver.frames();
    CHECK_THAT(driver.session.messages.back().text, ContainsSubstring("Copied"));
}

TEST_CASE("what is selected is copied where the pointer is on no text") {
    Driver driver(opened("gather-order"));
    session::apply(driver.session, command::SeekEnd{});
    session::apply(driver.session, command::SelectLane{true});
    driver.frames(2);
    CHECK_THAT(copied(driver, {-5, -5}), ContainsSubstring("Task-1\n"));
    session::apply(driver.session, command::Select{});
    ImGui::SetClipboardText("before");
    CHECK(copied(driver, {-5, -5}) == "before");
    CHECK_THAT(driver.session.messages.back().text, ContainsSubstring("no text"));
}

TEST_CASE("a whole panel is copied whatever is scrolled away") {
    Driver driver(opened("gather-order"), {1024, 768, 1});
    session::apply(driver.session, command::SeekEnd{});
    driver.frames(3);
    auto const all = [&](std::string const& panel) {
        driver.session.messages.clear(); // that something was copied: they lie over panels
        driver.move_to(driver.at("panel/" + panel).centre());
        driver.key(Key::c, true, true);
        return clipboard();
    };
    CHECK(all("source") == driver.session.lesson->entry->program);
    CHECK(all("output") == "finished fast\nfinished mid\nfinished slow\n['slow', 'fast', 'mid'] 3s\n");
    CHECK_THAT(all("timeline"), ContainsSubstring("Task-4"));
    CHECK_THAT(all("lesson"), ContainsSubstring("Three fetches"));
    CHECK_FALSE(all("loop").empty());
    session::apply(driver.session, command::ShowPanel{session::Panel::events});
    driver.frames(2);
    auto const events = all("events");
    session::apply(driver.session, command::ToggleLevel{});
    CHECK(all("events").size() > events.size());
}

TEST_CASE("nothing that has not happened is copied") {
    Driver driver(opened("gather-order"));
    session::apply(driver.session, command::Seek{driver.session.lesson->narration.questions.at(0).asked});
    driver.frames(3);
    for (char const* panel : {"lesson", "source", "timeline", "loop", "why", "output"}) {
        INFO(panel);
        driver.move_to(driver.at(std::string("panel/") + panel).centre());
        driver.key(Key::c, true, true);
        auto text = clipboard();
        for (auto const& hidden : driver.session.lesson->narration.questions.at(0).question.hides)
            if (std::string(panel) != "lesson") CHECK_THAT(text, !ContainsSubstring(hidden));
        CHECK_THAT(text, !ContainsSubstring("finished fast"));
    }
}
