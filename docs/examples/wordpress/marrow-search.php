<?php
/**
 * Plugin Name:       Marrow search
 * Description:       The search box of Marrow in the place of the search form and of the search block, and as [marrow_search].
 * Version:           1.1.0
 * Requires at least: 5.7
 * Requires PHP:      7.4
 *
 * In wp-config.php: define( 'MARROW_SEARCH', 'https://search.example.org' ); the address of your `marrow serve`.
 */

defined( 'ABSPATH' ) || exit;

function marrow_search_box() {
	$label = __( 'Search' );
	return sprintf(
		'<marrow-search lang="%1$s" base="%2$s"><form class="search-form" role="search" action="%3$s/search">' .
			'<input class="search-field wp-block-search__input" name="q" type="search" aria-label="%4$s">' .
			'<button class="search-submit wp-block-search__button wp-element-button">%5$s</button></form></marrow-search>',
		esc_attr( get_bloginfo( 'language' ) ),
		esc_url( home_url( '/' ) ),
		esc_url( MARROW_SEARCH ),
		esc_attr( $label ),
		esc_html( $label )
	);
}

if ( defined( 'MARROW_SEARCH' ) ) {
	add_action(
		'wp_head',
		function () {
			wp_print_script_tag(
				array(
					'type' => 'module',
					'src'  => MARROW_SEARCH . '/marrow.js',
				)
			);
		}
	);
	add_filter( 'get_search_form', 'marrow_search_box' );
	add_filter( 'render_block_core/search', 'marrow_search_box' );
	add_shortcode( 'marrow_search', 'marrow_search_box' );
}
