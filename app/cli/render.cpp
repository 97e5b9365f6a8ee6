#include "catalogue/nearest.hpp"
#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cli/picture.hpp"
#include "commands/command.hpp"
#include "theme/theme.hpp"

#include <algorithm>
#include <charconv>
#include <memory>

namespace cli {
namespace {

struct RenderOptions {
    std::string input;
    std::vector<std::string> settings;
    std::string output;
    std::string at;
    std::string size;
    std::string scale;
    std::string theme = "light";
    std::string predict;
    bool stage = false;
};

std::string theme_name(std::string const& given) {
    std::string const name = given == "contrast" ? "high-contrast" : given;
    if (theme::find(name) == nullptr)
        throw Failure("There is no theme " + given + "; there are: " + lesson::listed(theme::names()) + ".");
    return name;
}

void read_size(std::string const& text, PictureSize& size) {
    auto const cross = text.find('x');
    if (cross == std::string::npos)
        throw Failure("--size wants WIDTHxHEIGHT, like 1600x900, not " + text + ".");
    size.width = whole("--size", text.substr(0, cross), 320, 8192);
    size.height = whole("--size", text.substr(cross + 1), 200, 8192);
}

float read_scale(std::string const& text) {
    float scale = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), scale);
    if (error != std::errc{} || end != text.data() + text.size() || !(scale >= 0.5F && scale <= 4))
        throw Failure("--scale wants a number from 0.5 to 4, not " + text + ".");
    return scale;
}

// "B", or "AC": what is said to the lesson's questions, in order.
void predict(session::Session& session, std::string const& letters) {
    if (letters.empty()) return;
    if (!session.lesson) throw Failure("--predict is for lessons: a recorded file asks nothing.");
    auto const& questions = session.lesson->narration.questions;
    if (letters.size() > questions.size())
        throw Failure("--predict has " + std::to_string(letters.size()) + " letters, but this lesson asks " +
                      std::to_string(questions.size()) + ".");
    for (std::size_t i = 0; i < letters.size(); ++i) {
        auto const choice = static_cast<std::size_t>(letters[i] - 'A');
        if (letters[i] < 'A' || choice >= questions[i].question.choices.size())
            throw Failure("--predict wants a letter from A to " +
                          std::string(1, static_cast<char>('A' + questions[i].question.choices.size() - 1)) +
                          ", not " + letters[i] + ".");
        session::move_to(session, questions[i].asked);
        session::apply(session, session::command::Predict{choice});
    }
}

void render(RenderOptions const& options) {
    bool const png = options.output.ends_with(".png");
    if (!png && !options.output.ends_with(".svg"))
        throw Failure("-o wants a name that ends in .png (the studio) or .svg (the timeline), not " +
                      options.output + ".");
    PictureSize size;
    if (!options.size.empty()) read_size(options.size, size);
    if (!options.scale.empty()) {
        if (!png) throw Failure("--scale is for .png: an .svg is sharp at any size.");
        size.scale = read_scale(options.scale);
    }
    if (static_cast<float>(std::max(size.width, size.height)) * size.scale > 16384)
        throw Failure(
            "The picture would be wider or higher than 16384 px: choose a smaller --size or --scale.");

    std::string const theme = theme_name(options.theme);
    session::Session session = open(options.input, options.settings);
    session.look.theme = theme;
    session.messages.clear();
    session.look.presenter = options.stage;
    predict(session, options.predict);
    session::apply(session, session::command::Seek{place(session, options.at)});

    std::string problem;
    if (png)
        problem = shell::save_png(options.output, studio_picture(session, size));
    else
        problem = shell::save(options.output,
                              timeline_svg(session, size.width, options.size.empty() ? 0 : size.height));
    if (!problem.empty()) throw Failure(problem);
}

} // namespace

Command render_command() {
    auto const options = std::make_shared<RenderOptions>();
    return {"render",
            "Makes a picture: .png of the whole studio, or .svg of the timeline",
            "",
            "awaitscope render cancel-delivery --at 40 -o cancel.png --scale 2",
            {input_option(&options->input),
             {"-o,--output", "X.png|X.svg", "Where the picture goes", &options->output, true},
             at_option(&options->at),
             {"--size", "WxH", "Size of the surface, px at scale 1 (1600x900)", &options->size},
             {"--scale", "S", "Px of the picture for one of these (1)", &options->scale},
             {"--theme", "light|dark|contrast|presenter", "How it looks (light)", &options->theme},
             {"--stage", "", "Three panels in large type, as F11 shows them", &options->stage},
             {"--predict", "LETTERS", "What is said to the lesson's questions, like B", &options->predict},
             settings_option(&options->settings)},
            [options] {
                render(*options);
                return exit_good;
            }};
}

} // namespace cli
