#include "catalogue/nearest.hpp"
#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cli/picture.hpp"
#include "commands/command.hpp"
#include "paint/svg.hpp"
#include "session/appearance.hpp"
#include "theme/theme.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

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
    std::string figure;
    bool whole = false;
    std::string lanes;
    std::string turns;
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

// "2-5", or "3" alone.
paper::Stretch stretch(std::string const& option, std::string const& text) {
    auto const dash = text.find('-');
    paper::Stretch read;
    read.from = static_cast<std::size_t>(whole(option, text.substr(0, dash), 1, 1'000'000));
    read.to = dash == std::string::npos
                  ? read.from
                  : static_cast<std::size_t>(whole(option, text.substr(dash + 1), 1, 1'000'000));
    if (read.to < read.from)
        throw Failure(option + " wants the smaller number first, like 2-5, not " + text + ".");
    return read;
}

// What is asked of a figure; an .svg is one always. None: the whole studio.
std::optional<paper::FigureOptions> figure_options(RenderOptions const& options, bool png) {
    if (options.figure.empty() && png) {
        if (options.whole || !options.lanes.empty() || !options.turns.empty())
            throw Failure("--whole, --lanes and --turns are of a figure: add --figure timeline.");
        return std::nullopt;
    }
    if (options.stage) throw Failure("--stage is the whole studio, a .png without --figure.");
    paper::FigureOptions figure;
    if (!options.figure.empty()) {
        auto const kind = paper::figure_kind(options.figure);
        if (!kind) throw Failure("--figure wants timeline, graph or loop, not " + options.figure + ".");
        figure.kind = *kind;
    }
    if (!options.lanes.empty()) figure.lanes = stretch("--lanes", options.lanes);
    if (!options.turns.empty()) figure.turns = stretch("--turns", options.turns);
    return figure;
}

std::string save_figure(RenderOptions const& options, session::Session const& session,
                        paper::FigureOptions wanted, PictureSize const& size) {
    auto const& theme = session::theme_of(session);
    wanted.width = static_cast<float>(size.width) / theme.type;
    if (!options.size.empty()) wanted.height = static_cast<float>(size.height) / theme.type;
    try {
        paper::Figure const figure = paper::figure(session, wanted);
        if (options.output.ends_with(".png"))
            return shell::save_png(options.output, figure_picture(figure, theme, size.scale));
        return shell::save(options.output,
                           paint::paint_svg(figure.scene, theme, figure.width, figure.height, figure.title));
    } catch (paper::FigureError const& error) {
        throw Failure(error.what());
    }
}

void render(RenderOptions const& options) {
    bool const png = options.output.ends_with(".png");
    if (!png && !options.output.ends_with(".svg"))
        throw Failure("-o wants a name that ends in .png (the studio, or a figure) or .svg (a figure), not " +
                      options.output + ".");
    auto const figure = figure_options(options, png);
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
    if (options.whole) session::show_whole_run(session, true);

    std::string const problem = figure ? save_figure(options, session, *figure, size)
                                       : shell::save_png(options.output, studio_picture(session, size));
    if (!problem.empty()) throw Failure(problem);
}

} // namespace

Command render_command() {
    auto const options = std::make_shared<RenderOptions>();
    return {"render",
            "Makes a picture: the whole studio, or a figure of one part with nothing on it to click",
            "A figure is for slides and pages: .png, or .svg whose text stays text.",
            "awaitscope render cancel-delivery --at 40 -o cancel.png --scale 2",
            {input_option(&options->input),
             {"-o,--output", "X.png|X.svg", "Where the picture goes", &options->output, true},
             at_option(&options->at),
             {"--size", "WxH", "Size of the surface, px at scale 1 (1600x900)", &options->size},
             {"--scale", "S", "Px of the picture for one of these (1)", &options->scale},
             {"--theme", "light|dark|contrast|presenter", "How it looks (light)", &options->theme},
             {"--figure", "timeline|graph|loop", "One part alone (an .svg without it: timeline)",
              &options->figure},
             {"--whole", "", "Figure: what comes after --at, too", &options->whole},
             {"--lanes", "A-B", "Figure timeline: only these lanes, counted from the top", &options->lanes},
             {"--turns", "A-B", "Figure timeline: these turns of the loop fill the width", &options->turns},
             {"--stage", "", "Three panels in large type, as F11 shows them", &options->stage},
             {"--predict", "LETTERS", "What is said to the lesson's questions, like B", &options->predict},
             settings_option(&options->settings)},
            [options] {
                render(*options);
                return exit_good;
            }};
}

} // namespace cli
