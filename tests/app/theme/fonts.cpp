#include "theme/fonts.hpp"
#include "support/catch.hpp"
#include "theme/icons.hpp"
#include "theme/imgui_compat.hpp"
#include "theme/metrics.hpp"
#include "theme/utf8.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using theme::Font;

namespace {

std::string contents(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// C++ source with its \xNN and \uNNNN escapes as the characters they stand for.
std::string unescaped(std::string const& source) {
    std::string out;
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] != '\\' || i + 1 >= source.size()) {
            out += source[i];
        } else if (source[i + 1] == 'x' && i + 3 < source.size() &&
                   std::isxdigit(static_cast<unsigned char>(source[i + 2])) &&
                   std::isxdigit(static_cast<unsigned char>(source[i + 3]))) {
            out += static_cast<char>(std::stoi(source.substr(i + 2, 2), nullptr, 16));
            i += 3;
        } else if (source[i + 1] == 'u' && i + 5 < source.size() &&
                   source.find_first_not_of("0123456789abcdefABCDEF", i + 2) >= i + 6) {
            auto const c = static_cast<unsigned>(std::stoi(source.substr(i + 2, 4), nullptr, 16));
            if (c >= 0x800) out += static_cast<char>(0xE0 | c >> 12);
            out += static_cast<char>(c >= 0x800 ? 0x80 | (c >> 6 & 0x3F) : 0xC0 | c >> 6);
            out += static_cast<char>(0x80 | (c & 0x3F));
            i += 5;
        } else {
            out += source[i];
        }
    }
    return out;
}

struct Context {
    ImGuiContext* context = ImGui::CreateContext();
    Context() { ImGui::GetIO().IniFilename = nullptr; }
    Context(Context const&) = delete;
    Context& operator=(Context const&) = delete;
    ~Context() { ImGui::DestroyContext(context); }
};

} // namespace

TEST_CASE("every character of the lessons and of the studio is in the embedded fonts") {
    namespace fs = std::filesystem;
    int files = 0;
    for (char const* folder : {"lessons", "app"}) {
        for (auto const& entry : fs::recursive_directory_iterator(fs::path(AWAITSCOPE_ROOT) / folder)) {
            auto const kind = entry.path().extension();
            bool const code = kind == ".cpp" || kind == ".hpp";
            if (!code && kind != ".md" && kind != ".toml" && kind != ".py") continue;
            ++files;
            std::string text = contents(entry.path());
            if (code) text = unescaped(text);
            std::string_view rest = text;
            while (!rest.empty()) {
                char32_t const c = theme::next_character(rest);
                if (c < 0x20) continue;
                INFO(entry.path().string() << " has U+" << std::hex << static_cast<unsigned>(c)
                                           << ": write it otherwise, or add it to assets/fonts");
                bool const drawn = theme::has_glyph(Font::regular, c) &&
                                   theme::has_glyph(Font::semibold, c) && theme::has_glyph(Font::mono, c);
                if (!drawn) CHECK(drawn);
            }
        }
    }
    CHECK(files > 20);
}

TEST_CASE("a character that no font has is known to be missing") {
    CHECK_FALSE(theme::has_glyph(Font::regular, 0x4E00));
    CHECK_FALSE(theme::has_glyph(Font::mono, 0x1F600));
    CHECK(theme::has_glyph(Font::mono, 'a'));
    CHECK(theme::has_glyph(Font::regular, 0x2500)); // box drawing: JetBrains Mono's, not Inter's
}

TEST_CASE("bytes that are no UTF-8 read as the replacement character one by one") {
    std::string_view text = "a\xC3(\xE2\x82";
    std::vector<char32_t> characters;
    while (!text.empty()) characters.push_back(theme::next_character(text));
    CHECK(characters ==
          std::vector<char32_t>{'a', theme::replacement, '(', theme::replacement, theme::replacement});
    for (std::string_view bad : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"})
        CHECK(theme::next_character(bad) == theme::replacement);
    std::string_view euro = "\xE2\x82\xAC";
    CHECK(theme::next_character(euro) == 0x20AC);
    CHECK(euro.empty());
}

TEST_CASE("widths grow with the size and monospaced characters share one") {
    CHECK(theme::text_width(Font::regular, 26, "await") ==
          Approx(2 * theme::text_width(Font::regular, 13, "await")));
    CHECK(theme::text_width(Font::regular, 13, "iii") < theme::text_width(Font::regular, 13, "www"));
    CHECK(theme::text_width(Font::semibold, 13, "running") > theme::text_width(Font::regular, 13, "running"));
    CHECK(theme::text_width(Font::mono, 12.5F, "iii") == Approx(theme::text_width(Font::mono, 12.5F, "www")));
    CHECK(theme::text_width(Font::mono, 10, "x") == Approx(6)); // 0.6 em
    CHECK(theme::text_width(Font::regular, 13, "") == 0);
}

TEST_CASE("a text that fits stays whole and one that does not ends in an ellipsis that fits") {
    std::string const text = "results = await asyncio.gather(fetch('slow', 3))";
    float const whole = theme::text_width(Font::mono, 12.5F, text);
    CHECK(theme::ellipsis(Font::mono, 12.5F, text, whole) == text);
    for (float width : {4.0F, 20.0F, 55.5F, 130.0F, whole - 0.5F}) {
        std::string const cut = theme::ellipsis(Font::mono, 12.5F, text, width);
        CHECK(theme::text_width(Font::mono, 12.5F, cut) <= width);
        if (width < 7) {
            CHECK(cut.empty());
        } else {
            REQUIRE(cut.size() >= 3);
            CHECK(cut.substr(cut.size() - 3) == "\xE2\x80\xA6");
            CHECK(text.substr(0, cut.size() - 3) == cut.substr(0, cut.size() - 3));
        }
    }
}

TEST_CASE("texts measure as Dear ImGui draws them at every scale") {
    Context const context;
    for (float scale : {1.0F, 1.5F, 2.0F, 3.0F}) {
        theme::add_fonts(*ImGui::GetIO().Fonts, scale);
        compat::build_atlas_without_renderer();
        ImGui::GetIO().DisplaySize = {800, 600};
        for (auto [font, size] : {std::pair{Font::regular, 13.0F},
                                  {Font::semibold, 15.0F},
                                  {Font::mono, 12.5F},
                                  {Font::semibold, 20.0F}}) {
            std::string const text =
                std::string("sleep(3) \xE2\x86\x92 due 2.000 s \xC3\xA9 ") + theme::icon::warning;
            theme::Drawn const drawn = theme::font_for(font, size);
            float const painted = drawn.font->CalcTextSizeA(drawn.size * scale, 1e9F, 0, text.c_str()).x;
            CHECK(painted / scale == Approx(theme::text_width(font, size, text)).epsilon(0.01));
        }
    }
}

TEST_CASE("the atlas has every icon by name") {
    Context const context;
    theme::add_fonts(*ImGui::GetIO().Fonts, 1);
    compat::build_atlas_without_renderer();
    ImFont* const font = theme::font_for(Font::regular, theme::size_label).font;
    for (std::string_view icon :
         {theme::icon::bars,      theme::icon::first,   theme::icon::back,       theme::icon::play,
          theme::icon::pause,     theme::icon::step,    theme::icon::last,       theme::icon::check,
          theme::icon::cross,     theme::icon::ban,     theme::icon::warning,    theme::icon::clock,
          theme::icon::hourglass, theme::icon::search,  theme::icon::adjust,     theme::icon::help,
          theme::icon::expand,    theme::icon::sliders, theme::icon::breakpoint, theme::icon::folder,
          theme::icon::keyboard,  theme::icon::book,    theme::icon::down,       theme::icon::right,
          theme::icon::refresh,   theme::icon::plus,    theme::icon::minus}) {
        auto const c = theme::next_character(icon);
        INFO("U+" << std::hex << static_cast<unsigned>(c));
        CHECK(compat::has_glyph(font, static_cast<ImWchar>(c)));
    }
    CHECK_FALSE(compat::has_glyph(font, 0xF8F0));
}
