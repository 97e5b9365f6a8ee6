// Open files that close themselves. Their numbers are never those of the standard streams, so that a program
// that is started can be given any of them as one.
#pragma once
#include <filesystem>

namespace process {

class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number);
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();

    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    void close();

  private:
    int number_ = -1;
};

// Each throws std::system_error.
struct Pipe {
    Descriptor read, write;
};
Pipe make_pipe();
Pipe make_socket_pair(); // both ends read and write
Descriptor open_to_read(std::filesystem::path const& path);
Descriptor open_to_write(std::filesystem::path const& path); // made, or emptied

} // namespace process
