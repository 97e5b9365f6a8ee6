#include "paper/handout.hpp"

#include "knowledge/models.hpp"
#include "paint/svg.hpp"
#include "paper/figure.hpp"
#include "session/session.hpp"
#include "theme/theme.hpp"
#include "views/kit/rich_text.hpp"
#include "views/panels/output.hpp"

#include <algorithm>
#include <set>
#include <utility>

using session::Session;

namespace paper {
namespace {

// A sentence that may hold `code` and **bold**.
std::string sentence_html(std::string_view markdown) {
    std::string out;
    for (auto const& block : lesson::parse_text(markdown))
        for (auto const& span : block.spans) {
            std::string const words = paint::xml_escaped(span.text);
            out += span.code   ? "<code>" + words + "</code>"
                   : span.bold ? "<strong>" + words + "</strong>"
                               : words;
        }
    return out;
}

std::string program_html(std::string_view text) {
    std::string out = "<ol class=\"program\">";
    while (!text.empty()) {
        auto const end = text.find('\n');
        out += "<li><code>" + paint::xml_escaped(text.substr(0, end)) + "</code></li>";
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return out + "</ol>\n";
}

// How the knobs stand where they are not as they were written.
std::string settings_html(Session const& session) {
    auto const changed = lesson::changed(*session.lesson->entry, session.lesson->knobs);
    std::string out;
    for (auto const& knob : session.lesson->entry->knobs) {
        auto const found = changed.find(knob.name);
        if (found == changed.end()) continue;
        std::string value = found->second;
        for (auto const& choice : knob.choices)
            if (choice.value == value) value = choice.label;
        if (knob.type == lesson::KnobType::boolean) value = value == "true" ? "yes" : "no";
        out += (out.empty() ? "What if: " : "; ") + sentence_html(knob.label) + ": <strong>" +
               sentence_html(value) + "</strong>";
    }
    return out.empty() ? out : "<p>" + out + "</p>\n";
}

std::string place_html(Session const& session) {
    auto const& state = session.state();
    if (session.playback.position == 0) return "<p>Before the program begins:</p>\n";
    std::string out = "<p>Stop the program at line " + std::to_string(state.at.line) + ". ";
    auto const printed = ui::output_of(state, session.known().index);
    if (printed.lines.empty()) return out + "Nothing was printed yet.</p>\n";
    out += "It has printed:</p>\n<pre>";
    for (auto const& line : printed.lines) out += paint::xml_escaped(line.text) + "\n";
    return out + "</pre>\n";
}

char letter_of(std::size_t index) { return static_cast<char>('A' + index); }

// Pages in the making.
class Writing {
  public:
    explicit Writing(std::shared_ptr<lesson::Catalogue const> catalogue) : catalogue_(std::move(catalogue)) {}

    void add(lesson::Lesson const& each) {
        if (each.chapter != chapter_) {
            both("<h1>" + std::to_string(each.chapter) + "  " + paint::xml_escaped(each.chapter_name) +
                 "</h1>\n");
            chapter_ = each.chapter;
        }
        both("<h2>" + sentence_html(each.title) + "</h2>\n");
        std::set<int> asked; // lines of lesson.toml: a question of many variants is asked once
        std::string shown;
        for (lesson::Knobs const& knobs : lesson::all_samples(each)) {
            Session session = session::new_session(catalogue_);
            session::open_lesson(session, each, knobs);
            auto const& questions = session.lesson->narration.questions;
            for (std::size_t i = 0; i < questions.size(); ++i) {
                if (!asked.insert(questions[i].question.written.line).second) continue;
                std::string head = settings_html(session);
                if (std::exchange(shown, session.lesson->program.text) != session.lesson->program.text)
                    head += program_html(session.lesson->program.text);
                both(head);
                add(session, questions[i]);
            }
        }
    }

    Handout handout() {
        return {page("Questions", std::move(questions_)), page("Answers", std::move(answers_)), count_};
    }

  private:
    void both(std::string const& html) {
        questions_ += html;
        answers_ += html;
    }

    void add(Session& session, session::PlacedQuestion const& placed) {
        ++count_;
        std::string const number = std::to_string(count_);
        session::move_to(session, placed.asked);
        both("<section>\n" + place_html(session) + "<h3>" + number + ".  " +
             sentence_html(placed.question.text) + "</h3>\n<ol class=\"choices\" type=\"A\">\n");
        for (auto const& choice : placed.question.choices) {
            questions_ += "<li>" + choice_html(choice) + "</li>\n";
            answers_ += std::string("<li") + (choice.right ? " class=\"right\"" : "") + ">" +
                        choice_html(choice) + belief_html(choice) + "</li>\n";
        }
        both("</ol>\n");
        questions_ += "<p>Why?</p><div class=\"write\"></div>\n</section>\n";
        answers_ += answer_html(placed.question);
        session::move_to(session, placed.decided);
        answers_ += picture(session, "q" + number) + "</section>\n";
    }

    static std::string choice_html(lesson::Choice const& choice) {
        return ui::looks_like_code(choice.text) ? "<code>" + paint::xml_escaped(choice.text) + "</code>"
                                                : sentence_html(choice.text);
    }

    static std::string belief_html(lesson::Choice const& choice) {
        auto const* const model = lesson::wrong_model(choice.model);
        std::string const words = model ? "who believes: " + std::string(model->belief) : choice.because;
        return choice.right || words.empty() ? "" : " <em>" + sentence_html(words) + "</em>";
    }

    static std::string answer_html(lesson::Question const& question) {
        for (std::size_t i = 0; i < question.choices.size(); ++i)
            if (question.choices[i].right)
                return std::string("<p><strong>") + letter_of(i) + ".</strong> " +
                       sentence_html(question.why) + "</p>\n";
        return "<p>" + sentence_html(question.why) + "</p>\n";
    }

    static std::string picture(Session const& session, std::string const& ids) {
        FigureOptions options;
        options.width = 1200;
        Figure const made = figure(session, options);
        return "<figure>" +
               paint::paint_svg(made.scene, theme::light(), made.width, made.height, made.title, ids) +
               "</figure>\n";
    }

    static std::string page(std::string const& title, std::string body) {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Awaitscope: " +
               title +
               "</title>\n<style>\n"
               "body{font:12pt/1.45 Inter,'Helvetica Neue',Arial,sans-serif;max-width:190mm;margin:12mm "
               "auto;padding:0 6mm;color:#1c2430}\n"
               "h1{font-size:16pt;border-bottom:1.5pt solid #1c2430;margin-top:14mm}\n"
               "h2{font-size:14pt;margin-top:9mm}h3{font-size:12pt}\n"
               "code,pre,.program{font-family:'JetBrains Mono','DejaVu Sans Mono',Consolas,monospace;"
               "font-size:9.5pt}\n"
               ".program{border:.6pt solid #b8c0cc;border-radius:2mm;padding:3mm 3mm 3mm "
               "12mm;white-space:pre;"
               "color:#7a8494}.program code{color:#1c2430}\n"
               "pre{border-left:2pt solid #b8c0cc;padding-left:4mm}\n"
               "section{break-inside:avoid}.choices li{margin:1.2mm 0}.right{font-weight:600}\n"
               ".right::after{content:'  \\2713'}em{color:#5a6472}\n"
               ".write{height:26mm;background:repeating-linear-gradient(transparent 0 8.4mm,#b8c0cc 8.4mm "
               "8.6mm)}\n"
               "figure{margin:3mm 0}figure svg{width:100%;height:auto;border:.6pt solid #b8c0cc}\n"
               "</style></head><body>\n" +
               std::move(body) + "</body></html>\n";
    }

    std::shared_ptr<lesson::Catalogue const> catalogue_;
    std::string questions_, answers_;
    int chapter_ = -1;
    std::size_t count_ = 0;
};

} // namespace

Handout handout(std::shared_ptr<lesson::Catalogue const> catalogue, std::vector<std::string> const& ids) {
    Writing writing(catalogue);
    for (std::string const& id : ids) (void)lesson::find(*catalogue, id);
    for (auto const& each : catalogue->lessons)
        if (ids.empty() || std::find(ids.begin(), ids.end(), each.id) != ids.end()) writing.add(each);
    return writing.handout();
}

} // namespace paper
