// The only file that chooses where OpenGL's functions come from, and that asks which of Dear ImGui's
// renderers it is.
#pragma once
#ifdef __EMSCRIPTEN__
#include <GLES3/gl3.h>
#else
#include <glad/gl.h>
#endif

#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

namespace shell {

#ifdef __EMSCRIPTEN__
inline constexpr char const* glsl_version = "#version 300 es";
template <typename Find>
bool load_opengl(Find) {
    return true; // linked in
}
#else
inline constexpr char const* glsl_version = "#version 330 core";
// `find`: an OpenGL function by its name, in the context that is current. False if it is older than 3.3.
template <typename Find>
bool load_opengl(Find find) {
    return gladLoadGL(reinterpret_cast<GLADloadfunc>(find)) != 0;
}
#endif

// After the fonts have changed, between frames. Before 1.92 the renderer has them in a texture of its own.
// Only that is made anew: Dear ImGui 1.86 forgets its buffers with its other objects but not how large they
// were, and then writes into none.
inline void renew_fonts() {
#if IMGUI_VERSION_NUM < 19200
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
#endif
}

} // namespace shell
