// A list through links inside its objects: putting in and taking out allocates nothing.
#pragma once

namespace aio::detail {

// What an object of a List<T> derives from; it stands in at most one.
template <typename T>
class Linked {
  protected:
    Linked() = default;
    ~Linked() = default;
    Linked(Linked const&) = delete;
    Linked& operator=(Linked const&) = delete;

  private:
    template <typename>
    friend class List;
    T* before_ = nullptr;
    T* behind_ = nullptr;
};

// Does not own its objects. Whoever is destroyed must have been taken out.
template <typename T>
class List {
  public:
    List() = default;
    List(List const&) = delete;
    List& operator=(List const&) = delete;

    bool empty() const { return first_ == nullptr; }
    T* first() const { return first_; }
    static T* behind(T const& object) { return links(object).behind_; }
    void push_back(T& object) {
        links(object).before_ = last_;
        links(object).behind_ = nullptr;
        (last_ ? links(*last_).behind_ : first_) = &object;
        last_ = &object;
    }
    void push_front(T& object) {
        links(object).before_ = nullptr;
        links(object).behind_ = first_;
        (first_ ? links(*first_).before_ : last_) = &object;
        first_ = &object;
    }
    void remove(T& object) noexcept { // must be in this list
        Linked<T>& gone = links(object);
        (gone.before_ ? links(*gone.before_).behind_ : first_) = gone.behind_;
        (gone.behind_ ? links(*gone.behind_).before_ : last_) = gone.before_;
        gone.before_ = gone.behind_ = nullptr;
    }
    // Not where it was not put in, or was taken out.
    bool holds(T const& object) const { return links(object).before_ || first_ == &object; }

  private:
    static Linked<T>& links(T& object) { return object; }
    static Linked<T> const& links(T const& object) { return object; }

    T* first_ = nullptr;
    T* last_ = nullptr;
};

} // namespace aio::detail
