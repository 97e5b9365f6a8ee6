// What a class sees: three panels, and type that can be read in the last row.
#include "shell/offscreen.hpp"
#include "support/catch.hpp"
#include "support/session_opened.hpp"
#include "views/screen/layout.hpp"
#include "views/screen/studio.hpp"

using session::Panel;

TEST_CASE("the stage has three panels and no toolbar, whatever its size") {
    for (float const width : {576.0F, 768.0F, 1000.0F}) {
        auto const places = ui::stage(width, ui::stage_height, Panel::output);
        REQUIRE(places.slots.size() == 3);
        CHECK(places.slot_of(Panel::source) != nullptr);
        CHECK(places.slot_of(Panel::timeline) != nullptr);
        CHECK(places.slot_of(Panel::output) != nullptr);
        CHECK(places.splitters.empty());
        for (auto const& slot : places.slots) {
            CHECK(slot.at.x >= 0);
            CHECK(slot.at.bottom() <= ui::stage_height);
            CHECK(slot.at.right() <= width);
            CHECK(slot.at.w > width / 3);
        }
    }
    auto const two = ui::stage(768, ui::stage_height, std::nullopt);
    REQUIRE(two.slots.size() == 2);
    CHECK(two.slot_of(Panel::timeline)->at.h > ui::stage_height * 0.9F);
}

TEST_CASE("type on the stage grows with the screen") {
    for (auto const& [width, height] : {std::pair{1024, 768}, std::pair{1920, 1080}, std::pair{3840, 2160}}) {
        auto session = opened("gather-order");
        session.look.presenter = true;
        ui::Studio studio;
        shell::OffscreenOptions options;
        options.width = width;
        options.height = height;
        float scale = 0;
        auto const rendered = shell::render_offscreen(
            options,
            [&](shell::FrameInput const& input) {
                scale = input.scale;
                return studio.frame(session, input);
            },
            3);
        REQUIRE(rendered.error.empty());
        INFO(width << "x" << height);
        CHECK(theme::size_small * scale >= static_cast<float>(height) / 36 - 0.01F);
    }
}
