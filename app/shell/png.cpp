#include "shell/png.hpp"

#include <stb/stb_image_write.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include <unistd.h>

namespace shell {

namespace {

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

std::string cannot_write(std::string const& path, std::string const& why) {
    return "Cannot write " + path + ": " + why + ".";
}

} // namespace

std::vector<std::uint8_t> encode_png(Picture const& picture) {
    std::vector<std::uint8_t> bytes;
    std::size_t const need =
        static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4;
    if (picture.width <= 0 || picture.height <= 0 || picture.rgba.size() < need) return bytes;
    auto const append = [](void* context, void* data, int size) {
        auto* const out = static_cast<std::vector<std::uint8_t>*>(context);
        auto const* const first = static_cast<std::uint8_t const*>(data);
        out->insert(out->end(), first, first + size);
    };
    stbi_write_png_to_func(append, &bytes, picture.width, picture.height, 4, picture.rgba.data(),
                           picture.width * 4);
    return bytes;
}

std::string save(std::string const& path, std::string_view bytes) {
    namespace fs = std::filesystem;
    if (path.empty()) return "Cannot write the file: its name is empty. Name a file.";
    std::error_code error;
    if (fs::is_directory(path, error)) return cannot_write(path, "it is a folder. Name a file in it");
    fs::path const folder = fs::path(path).parent_path();
    if (!folder.empty() && !fs::exists(folder, error))
        return cannot_write(path,
                            "the folder " + folder.string() + " does not exist. Make it, or name another");
    // A pipe or device cannot be replaced, only written to.
    bool const direct = fs::exists(path, error) && !fs::is_regular_file(path, error);
    std::string const part = direct ? path : path + ".part" + std::to_string(getpid());
    std::unique_ptr<std::FILE, Close> file(std::fopen(part.c_str(), "wb"));
    if (!file) return cannot_write(path, std::strerror(errno));
    bool const written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
    bool const flushed = std::fflush(file.get()) == 0;
    int const reason = errno;
    file.reset();
    if (!written || !flushed) {
        if (!direct) fs::remove(part, error);
        return cannot_write(path, std::strerror(reason));
    }
    if (!direct) {
        fs::rename(part, path, error);
        if (error) {
            std::string const why = error.message();
            fs::remove(part, error);
            return cannot_write(path, why);
        }
    }
    return {};
}

std::string save_png(std::string const& path, Picture const& picture) {
    std::vector<std::uint8_t> const bytes = encode_png(picture);
    if (bytes.empty()) return cannot_write(path, "the picture is empty");
    return save(path, {reinterpret_cast<char const*>(bytes.data()), bytes.size()});
}

} // namespace shell
