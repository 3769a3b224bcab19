/* Text and drawing of printed documents: pango lays out, cairo writes the PDF. */
#ifndef LINESIDE_CPANGO_H
#define LINESIDE_CPANGO_H

#include <cairo.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#endif
