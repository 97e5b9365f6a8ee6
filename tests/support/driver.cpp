#include "driver.hpp"

#include "catch.hpp"
#include "session/appearance.hpp"
#include "theme/fonts.hpp"
#include "theme/style.hpp"

Driver::Driver(session::Session opened, DriverSize size)
    : session(std::move(opened)), size_(size), context_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.DisplaySize = {size.width, size.height};
    io.DeltaTime = 1.0F / 60;
    compat::map_keys();
    compat::send_mouse(-1, -1);
    frames(3);
}

Driver::~Driver() {
    ui::set_probe(nullptr);
    ImGui::SetCurrentContext(context_);
    ImGui::DestroyContext(context_);
}

void Driver::frames(int count) {
    ImGui::SetCurrentContext(context_);
    for (int i = 0; i < count; ++i) {
        auto const& theme = session::theme_of(session);
        float const scale = size_.scale * theme.type * session.look.scale;
        if (scale != shown_scale_) {
            theme::add_fonts(*ImGui::GetIO().Fonts, scale);
            compat::build_atlas_without_renderer();
            shown_scale_ = scale;
        }
        theme::apply_style(theme, scale);
        time_ += 1.0 / 60;
        marks.clear();
        ui::set_probe(&marks);
        ImGui::NewFrame();
        output = studio.frame(
            session, {size_.width / scale, size_.height / scale, scale, time_, std::exchange(dropped_, {})});
        ImGui::Render();
        compat::answer_textures();
    }
}

paint::Rect Driver::at(std::string const& mark) const {
    auto const found = marks.find(mark);
    if (found == marks.end()) {
        std::string all;
        for (auto const& [name, rect] : marks) all += name + "\n";
        FAIL("nothing is marked " << mark << "; there are:\n" << all);
    }
    return found->second;
}

void Driver::drop(std::vector<std::string> paths) {
    dropped_ = std::move(paths);
    frames(2);
}

void Driver::move_to(paint::Point px) {
    compat::send_mouse(px.x, px.y);
    frames();
}

void Driver::click(std::string const& mark) { click_at(at(mark).centre()); }

void Driver::click_at(paint::Point px) {
    move_to(px);
    compat::send_button(0, true);
    frames();
    compat::send_button(0, false);
    frames(2);
}

void Driver::double_click(std::string const& mark) {
    auto const px = at(mark).centre();
    click_at(px);
    click_at(px);
}

void Driver::drag(paint::Point from, paint::Point to) {
    move_to(from);
    compat::send_button(0, true);
    frames();
    for (int i = 1; i <= 4; ++i) {
        float const part = static_cast<float>(i) / 4;
        move_to({from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part});
    }
    compat::send_button(0, false);
    frames(2);
}

void Driver::wheel(std::string const& over, float notches) {
    move_to(at(over).centre());
    compat::send_wheel(0, notches);
    frames(2);
}

void Driver::key(compat::Key key, bool ctrl, bool shift) {
    compat::send_modifiers(ctrl, shift);
    compat::send_key(key, true);
    frames();
    compat::send_key(key, false);
    compat::send_modifiers(false, false);
    frames(2);
}

void Driver::type(std::string const& text) {
    for (char const c : text) ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
    frames(2);
}
