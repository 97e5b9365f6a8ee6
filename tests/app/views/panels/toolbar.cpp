// What the bar at the top says of the lesson.
#include "views/panels/toolbar.hpp"

#include "support/catch.hpp"
#include "support/scene_words.hpp"
#include "support/session_opened.hpp"

TEST_CASE("a long title stands in two lines where one has no room") {
    for (auto const* id : {"gather-order", "cancel-delivery", "create-task", "call-does-nothing"}) {
        auto const session = opened(id);
        auto const& title = session.lesson->entry->title;
        INFO(title);
        CHECK(words_of(ui::toolbar(session, 1920).scene).find(title) != std::string::npos);
        auto narrow = words_of(ui::toolbar(session, 1024).scene);
        CHECK(narrow.find("…") == std::string::npos);
        CHECK(narrow.find(title.substr(title.rfind(' ') + 1)) != std::string::npos);
    }
}
